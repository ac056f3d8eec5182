package org.cellcount.train;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.cellcount.ops.FusedAdam;
import org.cellcount.ops.TorchRuntime;

/** One step of training: logits, loss, gradients, Adam. */
final class TrainingStep {
  /**
   * The losses are of the order of one, and so are their gradients. One of this length is an
   * accident of arithmetic; Adam would remember it for a thousand steps.
   */
  private static final double LONGEST_GRADIENT = 1000;

  private final UnaryOperator<NDArray> network;
  private final BinaryOperator<NDArray> loss;
  private final FusedAdam adam;
  private int skipped;

  /**
   * A step of a network.
   *
   * @param network images to logits, with gradients
   * @param loss a scalar of logits and what they should be
   * @param adam moves the network's parameters
   */
  TrainingStep(UnaryOperator<NDArray> network, BinaryOperator<NDArray> loss, FusedAdam adam) {
    this.network = network;
    this.loss = loss;
    this.adam = adam;
  }

  /**
   * Takes a step, unless the loss is no finite number or its gradient no usable one.
   *
   * @return the loss before it
   */
  double take(NDArray images, NDArray truth, double learningRate, double weightDecay) {
    double value;
    try (GradientCollector gradients = TorchRuntime.gradients()) {
      NDArray scalar = loss.apply(network.apply(images), truth);
      value = scalar.getFloat();
      if (!Double.isFinite(value)) {
        return value;
      }
      TorchRuntime.backward(gradients, scalar);
    }
    if (adam.gradientNorm() <= LONGEST_GRADIENT) {
      adam.step(learningRate, weightDecay);
    } else {
      adam.zeroGradients();
      skipped++;
    }
    return value;
  }

  /** Steps that were not taken since this was last asked. */
  int takeSkipped() {
    int number = skipped;
    skipped = 0;
    return number;
  }
}
