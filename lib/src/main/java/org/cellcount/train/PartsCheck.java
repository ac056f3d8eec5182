package org.cellcount.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.cellcount.augment.Augmentation;
import org.cellcount.augment.AugmentationCheck;
import org.cellcount.augment.Crop;
import org.cellcount.base.Require;
import org.cellcount.data.CellDataset;
import org.cellcount.loss.Loss;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.TorchRuntime;
import org.cellcount.target.OwnParts;

/**
 * Tries what is not the library's own before a run begins, and that the images are large enough:
 * better a sentence now than a fault after an hour.
 */
final class PartsCheck {
  private static final int SIDE = 16;
  private static final int DRAWS = 20;

  private PartsCheck() {}

  /**
   * Tries a run's own parts.
   *
   * @param data what it is to be trained on
   * @throws IllegalArgumentException if a part cannot be used, naming it and saying why
   */
  static void check(RunConfig config, CellDataset data, Device device) {
    int part = config.augmentation().crop().map(Crop::size).orElse(1);
    Require.that(
        Math.min(data.height(), data.width()) >= part,
        "images of " + data.name(),
        data.height() + "x" + data.width(),
        String.format(
            "at least the %dx%d that augmentation '%s' takes of them",
            part, part, config.augmentation().label()));
    if (!Loss.OURS.contains(config.loss())) {
      checkLoss(config.loss(), device);
    }
    if (!Augmentation.OURS.contains(config.augmentation())) {
      for (int draw = 0; draw < DRAWS; draw++) {
        long seed = draw;
        AugmentationCheck.apply(
            config.augmentation(),
            data.sample(draw % data.size()),
            () -> new SplittableRandom(seed));
      }
    }
    if (!OwnParts.isOurs(config.network())) {
      checkNetwork(config, data.height(), data.width(), device);
    }
  }

  private static void checkLoss(Loss loss, Device device) {
    String name = "loss '" + loss.label() + "' ";
    try (NDManager manager = TorchRuntime.manager(device);
        GradientCollector gradients = TorchRuntime.gradients()) {
      Shape shape = new Shape(2, 1, SIDE, SIDE);
      NDArray logits = manager.create(drawn(shape, -2, 2), shape);
      NDArray target = manager.create(drawn(shape, 0, 1), shape).round();
      logits.setRequiresGradient(true);
      NDArray value = evaluate(name, loss, logits, target);
      if (value == null || value.size() != 1 || value.getDataType() != DataType.FLOAT32) {
        throw new IllegalArgumentException(
            name
                + "gives "
                + (value == null
                    ? "nothing"
                    : "a tensor " + value.getShape() + " of " + value.getDataType())
                + ", expected a scalar of float32, such as a mean");
      }
      if (!Float.isFinite(value.getFloat())) {
        throw new IllegalArgumentException(
            name + "gives " + value.getFloat() + ", expected a number");
      }
      if (!hasGradient(gradients, value, logits)) {
        throw new IllegalArgumentException(
            name
                + "has no gradient: it must be computed from the logits by operations of NDArrays"
                + " (toType, duplicate and toFloatArray cut the gradient)");
      }
    }
  }

  private static NDArray evaluate(String name, Loss loss, NDArray logits, NDArray target) {
    try {
      return loss.evaluate(logits, target);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          name + "fails on logits and target " + logits.getShape() + ": " + e.getMessage(), e);
    }
  }

  private static boolean hasGradient(GradientCollector gradients, NDArray value, NDArray logits) {
    try {
      TorchRuntime.backward(gradients, value);
    } catch (RuntimeException e) {
      return false;
    }
    NDArray gradient = logits.getGradient();
    if (gradient == null) {
      return false;
    }
    float[] values = gradient.toFloatArray();
    boolean moves = false;
    for (float each : values) {
      if (!Float.isFinite(each)) {
        return false;
      }
      moves |= each != 0;
    }
    return moves;
  }

  private static void checkNetwork(RunConfig config, int height, int width, Device device) {
    String name = "network '" + config.network().label() + "' ";
    try (SegmentationModel model =
            SegmentationModel.create(config.model(), device, config.precision(), config.seed());
        NDManager manager = model.manager().newSubManager();
        GradientCollector gradients = TorchRuntime.gradients()) {
      Shape shape = new Shape(2, 1, height, width);
      NDArray images = manager.create(drawn(shape, 0, 1), shape);
      NDArray logits = forward(name, model, images);
      Shape expected = new Shape(2, config.target().channels(), height, width);
      if (!logits.getShape().equals(expected)) {
        throw new IllegalArgumentException(
            name + "makes " + logits.getShape() + " of images " + shape + ", expected " + expected);
      }
      if (!Arrays.equals(logits.toFloatArray(), forward(name, model, images).toFloatArray())) {
        throw new IllegalArgumentException(
            name
                + "answers differently when asked twice: a run could not be resumed to the same"
                + " weights. It must be free of dropout and other randomness");
      }
      TorchRuntime.backward(gradients, logits.square().sum());
      model
          .parameters()
          .forEach(
              (parameter, values) -> {
                if (values.getGradient() == null) {
                  throw new IllegalArgumentException(
                      name + "has the parameter " + parameter + " that its answer does not use");
                }
              });
    }
  }

  private static NDArray forward(String name, SegmentationModel model, NDArray images) {
    try {
      return model.forward(images, true);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          name + "fails on images " + images.getShape() + ": " + e.getMessage(), e);
    }
  }

  private static float[] drawn(Shape shape, double low, double high) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return values;
  }
}
