package org.cellcount.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.loss.PixelLoss;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.FusedAdam;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.ops.TorchRuntime;

/**
 * A network that is shown the same few images again and again until it knows them by heart: the
 * quickest sign that images, masks, loss and gradients fit together.
 */
public final class BatchFit implements AutoCloseable {
  private final SegmentationModel model;
  private final FusedAdam adam;
  private final PixelLoss loss;
  private final double learningRate;
  private final HostTensor images;
  private final HostTensor masks;

  /**
   * A network with random weights.
   *
   * @param config the network, gray images in, one map out
   * @param loss what it is to bring down
   * @param batch the images, all used in every step
   * @param learningRate of Adam, above 0
   * @param seed of the first weights
   */
  public BatchFit(
      ModelConfig config, PixelLoss loss, CellDataset batch, double learningRate, long seed) {
    model =
        SegmentationModel.create(
            config, Engine.getEngine("PyTorch").defaultDevice(), Precision.AUTO, seed);
    adam = new FusedAdam(model.parameters());
    this.loss = loss;
    this.learningRate = learningRate;
    images = HostTensor.ofImages(batch.images());
    masks = HostTensor.ofImages(IntStream.range(0, batch.size()).mapToObj(batch::mask).toList());
  }

  /** The network as it is now. */
  public SegmentationModel model() {
    return model;
  }

  /** Takes one step and gives the loss before it. */
  public double step() {
    try (NDManager manager = model.manager().newSubManager();
        GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray logits = model.forward(manager.create(images.values(), images.shape()), true);
      NDArray value = loss.evaluate(logits, manager.create(masks.values(), masks.shape()));
      TorchRuntime.backward(gradients, value);
      adam.step(learningRate, 0);
      return value.getFloat();
    }
  }

  /** The foreground probability that the network gives each of the images, 0..1. */
  public List<GrayImage> predict() {
    try (NDManager manager = model.manager().newSubManager()) {
      NDArray logits = model.forward(manager.create(images.values(), images.shape()), false);
      HostTensor answer = HostTensor.copyOf(logits);
      List<GrayImage> maps = new ArrayList<>();
      for (int i = 0; i < images.shape().get(0); i++) {
        GrayImage map = answer.map(i, 0);
        maps.add(Target.MASK.maps(map.pixels(), 0, map.height(), map.width()).foreground());
      }
      return maps;
    }
  }

  /** Frees the network. */
  @Override
  public void close() {
    adam.close();
    model.close();
  }
}
