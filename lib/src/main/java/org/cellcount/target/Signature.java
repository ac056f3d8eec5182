package org.cellcount.target;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cellcount.augment.Augmentation;
import org.cellcount.augment.AugmentationCheck;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.loss.Loss;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.ops.TorchRuntime;

/**
 * What something of the reader's own makes of a drawn example, as one number. Code cannot be saved
 * with a run; two things of one name that answer differently are told apart by it.
 */
public final class Signature {
  private static final int SIDE = 32;
  private static final int DRAWS = 8;
  private static final double[][] DISCS = {{9, 10, 6.5}, {11, 22, 6}, {24, 14, 5}};

  private Signature() {}

  /** Of a loss: its value on a drawn answer. */
  public static double of(Loss loss) {
    CellSample sample = sample();
    try (NDManager manager = TorchRuntime.manager(Device.cpu())) {
      Shape shape = new Shape(1, 1, SIDE, SIDE);
      NDArray target = manager.create(sample.mask().pixels(), shape);
      NDArray logits = manager.create(sample.image().pixels(), shape).mul(4).sub(2);
      return TorchRuntime.withoutGradients(() -> (double) loss.evaluate(logits, target).getFloat());
    }
  }

  /** Of an augmentation: some of its draws. */
  public static double of(Augmentation augmentation) {
    CellSample sample = sample(augmentation.crop().map(crop -> 2 * crop.size()).orElse(SIDE));
    double sum = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      long draw = seed;
      CellSample changed =
          AugmentationCheck.apply(augmentation, sample, () -> new SplittableRandom(draw));
      sum += weighted(changed.image().pixels()) + weighted(changed.mask().pixels());
    }
    return sum;
  }

  /** Of a target: the maps it draws. */
  static double of(Target target) {
    FloatBuffer drawn = FloatBuffer.allocate(target.drawnMaps() * SIDE * SIDE);
    target.draw(sample(), drawn);
    return target.channels() + weighted(drawn.array());
  }

  /** Of a way of counting: the cells it finds in drawn maps. */
  static double of(CountingMethod method) {
    CellSample sample = sample();
    CellMaps maps = new CellMaps(sample.image(), Optional.of(sample.image()));
    LabelImage cells = method.counting(Target.MASK, Target.MASK.countOptions()).cells(maps);
    float[] labels = new float[SIDE * SIDE];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = cells.labels()[i];
    }
    return cells.count() + weighted(labels);
  }

  /** Of a network: its logits for a drawn image when its weights are drawn as well. */
  static double of(ModelConfig config) {
    try (SegmentationModel model =
            SegmentationModel.create(config, Device.cpu(), Precision.FP32, 1);
        NDManager manager = model.manager().newSubManager()) {
      Map<String, HostTensor> weights = model.stateDict();
      SplittableRandom random = new SplittableRandom(1);
      model
          .parameters()
          .forEach((name, tensor) -> weights.put(name, drawn(tensor.getShape(), random)));
      model.load(weights);
      int side = Math.max(SIDE, 2 * config.network().stride());
      float[] image = new float[config.inputChannels() * side * side];
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) random.nextDouble();
      }
      NDArray x = manager.create(image, new Shape(1, config.inputChannels(), side, side));
      return weighted(model.forward(x, false).toFloatArray());
    }
  }

  private static HostTensor drawn(Shape shape, SplittableRandom random) {
    float[] values = new float[(int) shape.size()];
    double bound = Math.sqrt(shape.dimension() < 2 ? 1 : (double) shape.get(0) / values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return new HostTensor(shape, values);
  }

  /** Every value counts in another way. */
  private static double weighted(float[] values) {
    SplittableRandom weights = new SplittableRandom(values.length);
    double sum = 0;
    for (float value : values) {
      sum += value * (0.5 + weights.nextDouble());
    }
    return sum / values.length;
  }

  /** Three cells, two of which touch, brighter in their middle. */
  private static CellSample sample() {
    return sample(SIDE);
  }

  /** The same again and again, as far as a side reaches. */
  private static CellSample sample(int side) {
    GrayImage image = GrayImage.zeros(side, side);
    GrayImage mask = GrayImage.zeros(side, side);
    int[] labels = new int[side * side];
    int tiles = (side + SIDE - 1) / SIDE;
    for (int i = 0; i < labels.length; i++) {
      int row = i / side % SIDE;
      int column = i % side % SIDE;
      int tile = i / side / SIDE * tiles + i % side / SIDE;
      image.pixels()[i] = 0.1f + 0.001f * column;
      for (int disc = 0; disc < DISCS.length; disc++) {
        double[] d = DISCS[disc];
        double far = Math.hypot(row - d[0], column - d[1]) / d[2];
        if (far < 1 && labels[i] == 0) {
          labels[i] = DISCS.length * tile + disc + 1;
          mask.pixels()[i] = 1;
          image.pixels()[i] = (float) (0.9 - 0.3 * far);
        }
      }
    }
    return new CellSample(image, mask, Optional.of(new LabelImage(side, side, labels)));
  }
}
