package org.cellcount.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Function;
import org.cellcount.testing.Gradients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every operation's gradient by every input, against finite differences. */
class TorchOpsGradientTest {
  private static final Shape IMAGES = new Shape(2, 3, 6, 5);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray random(long... shape) {
    return Gradients.uniform(manager, 1, -1, 1, new Shape(shape));
  }

  /** Away from zero, so that no finite difference steps over a kink. */
  private NDArray positive(Shape shape) {
    return Gradients.uniform(manager, 2, 0.1f, 1, shape);
  }

  private static void check(Function<List<NDArray>, NDArray> operation, NDArray... inputs) {
    Gradients.check(operation, List.of(inputs), 2e-3);
  }

  @Test
  void conversions() {
    check(in -> TorchOps.toChannelsLast(in.get(0), DataType.FLOAT32), random(2, 3, 6, 5));
    check(in -> TorchOps.toFloat32(in.get(0)).mul(2), random(2, 3, 6, 5));
  }

  @Test
  void conv2d3x3() {
    check(in -> TorchOps.conv2d(in.get(0), in.get(1)), random(2, 3, 6, 5), random(4, 3, 3, 3));
  }

  @Test
  void conv2d3x3OfChannelsLast() {
    check(
        in -> TorchOps.conv2d(TorchOps.toChannelsLast(in.get(0), DataType.FLOAT32), in.get(1)),
        random(2, 3, 6, 5),
        random(4, 3, 3, 3));
  }

  @Test
  void conv2d1x1WithBias() {
    check(
        in -> TorchOps.conv2d(in.get(0), in.get(1), in.get(2)),
        random(2, 3, 6, 5),
        random(4, 3, 1, 1),
        random(4));
  }

  @Test
  void conv2dRelu() {
    check(
        in -> TorchOps.conv2dRelu(in.get(0), in.get(1), in.get(2)),
        positive(IMAGES),
        positive(new Shape(4, 3, 3, 3)),
        positive(new Shape(4)));
  }

  @Test
  void upConv2d() {
    check(
        in -> TorchOps.upConv2d(in.get(0), in.get(1), in.get(2)),
        random(2, 3, 6, 5),
        random(3, 4, 2, 2),
        random(4));
  }

  @Test
  void sumPool2d() {
    check(in -> TorchOps.sumPool2d(in.get(0)), random(1, 2, 18, 7));
  }

  @Test
  void softplus() {
    check(in -> TorchOps.softplus(in.get(0)), random(2, 3, 6, 5));
  }

  @Test
  void padTo() {
    NDArray like = random(1, 1, 7, 6);
    check(in -> TorchOps.padTo(in.get(0), like), random(2, 3, 6, 5));
  }

  @Test
  void resizeTo() {
    NDArray like = random(1, 1, 7, 6);
    check(in -> TorchOps.resizeTo(in.get(0), like), random(2, 3, 6, 5));
  }

  @Test
  void globalMean() {
    check(in -> TorchOps.globalMean(in.get(0)), random(2, 3, 6, 5));
  }

  @Test
  void maxPool2d() {
    check(in -> TorchOps.maxPool2d(in.get(0).mul(100)).div(100), random(2, 3, 6, 5));
  }

  @Test
  void concat() {
    check(in -> TorchOps.concat(in.get(0), in.get(1)), random(2, 3, 6, 5), random(2, 1, 6, 5));
  }

  @Test
  void relus() {
    check(in -> TorchOps.relu(in.get(0)), positive(IMAGES));
    check(in -> TorchOps.addRelu(in.get(0), in.get(1)), positive(IMAGES), positive(IMAGES));
  }

  @Test
  void batchNormOfTraining() {
    NDArray mean = manager.zeros(new Shape(3));
    NDArray variance = manager.ones(new Shape(3));
    check(
        in -> TorchOps.batchNorm(in.get(0), in.get(1), in.get(2), mean, variance, true),
        random(2, 3, 6, 5),
        random(3),
        random(3));
  }

  @Test
  void batchNormOfTrainingInChannelsLast() {
    for (int channels : new int[] {3, 16}) {
      NDArray mean = manager.zeros(new Shape(channels));
      NDArray variance = manager.ones(new Shape(channels));
      check(
          in -> {
            NDArray x = TorchOps.toChannelsLast(in.get(0), DataType.FLOAT32);
            return TorchOps.batchNorm(x, in.get(1), in.get(2), mean, variance, true);
          },
          random(2, channels, 6, 5),
          random(channels),
          random(channels));
    }
  }

  @Test
  void batchNormOfInference() {
    NDArray mean = random(3);
    NDArray variance = positive(new Shape(3));
    check(
        in -> TorchOps.batchNorm(in.get(0), in.get(1), in.get(2), mean, variance, false),
        random(2, 3, 6, 5),
        random(3),
        random(3));
  }

  @Test
  void crossEntropy() {
    NDArray target = positive(IMAGES);
    NDArray weight = positive(IMAGES);
    check(in -> TorchOps.bcePerPixel(in.get(0), target), random(2, 3, 6, 5));
    check(in -> TorchOps.bceWithLogits(in.get(0), target), random(2, 3, 6, 5));
    check(in -> TorchOps.bceWithLogits(in.get(0), target, weight), random(2, 3, 6, 5));
  }
}
