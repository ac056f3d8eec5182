package org.cellcount.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
import org.cellcount.target.Target;

/**
 * A network that is shown the same few images again and again until it knows them by heart: the
 * quickest sign that images, masks, loss and gradients fit together.
 */
public final class BatchFit implements AutoCloseable {
  private final SegmentationModel model;
  private final Set<Integer> closedSkips;
  private final FusedAdam adam;
  private final TrainingStep step;
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
    this(config, Set.of(), loss, batch, learningRate, seed);
  }

  /**
   * A network with random weights that has to do without some of its skips.
   *
   * @param closedSkips levels, 1 from the top down, whose skip is always replaced by zeros
   */
  public BatchFit(
      ModelConfig config,
      Set<Integer> closedSkips,
      PixelLoss loss,
      CellDataset batch,
      double learningRate,
      long seed) {
    this.closedSkips = Set.copyOf(closedSkips);
    model =
        SegmentationModel.create(
            config, TorchRuntime.engine().defaultDevice(), Precision.AUTO, seed);
    adam = new FusedAdam(model.parameters());
    step = new TrainingStep(x -> model.forward(x, true, this.closedSkips), loss::evaluate, adam);
    this.learningRate = learningRate;
    images = HostTensor.ofImages(batch.images());
    masks = HostTensor.ofImages(IntStream.range(0, batch.size()).mapToObj(batch::mask).toList());
  }

  /** The network as it is now. */
  public SegmentationModel model() {
    return model;
  }

  /**
   * Takes steps until all are taken or the calling thread is interrupted.
   *
   * @param steps how many, at least 1
   * @param afterStep is given the losses so far, after each step
   * @return the loss before each step
   */
  public double[] run(int steps, Consumer<double[]> afterStep) {
    double[] losses = {};
    while (losses.length < steps && !Thread.currentThread().isInterrupted()) {
      losses = Arrays.copyOf(losses, losses.length + 1);
      losses[losses.length - 1] = step();
      afterStep.accept(losses);
    }
    return losses;
  }

  /** Takes one step and gives the loss before it. */
  public double step() {
    try (NDManager manager = model.manager().newSubManager()) {
      return step.take(
          manager.create(images.values(), images.shape()),
          manager.create(masks.values(), masks.shape()),
          learningRate,
          0);
    }
  }

  /** The foreground probability that the network gives each of the images, 0..1. */
  public List<GrayImage> predict() {
    return probabilities(images, closedSkips);
  }

  /**
   * The same without some skips.
   *
   * @param skips levels, 1 from the top down, whose skip is replaced by zeros
   */
  public List<GrayImage> predictWithout(Set<Integer> skips) {
    return probabilities(images, skips);
  }

  /** The foreground probability that the network gives another image, 0..1. */
  public GrayImage predict(GrayImage image) {
    return probabilities(HostTensor.ofImages(List.of(image)), closedSkips).get(0);
  }

  private List<GrayImage> probabilities(HostTensor x, Set<Integer> skips) {
    try (NDManager manager = model.manager().newSubManager()) {
      NDArray logits = model.forward(manager.create(x.values(), x.shape()), false, skips);
      HostTensor answer = HostTensor.copyOf(logits);
      List<GrayImage> maps = new ArrayList<>();
      for (int i = 0; i < x.shape().get(0); i++) {
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
