package org.cellcount.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** How wrong a map of logits is. */
@FunctionalInterface
public interface PixelLoss {
  /**
   * Compares logits with a target, pixel by pixel.
   *
   * @param logits float32, any real value; usually (N, 1, H, W)
   * @param target values in 0..1, of the same shape
   * @return a scalar with a gradient, in the manager of the logits
   * @throws IllegalArgumentException if the shapes differ
   */
  NDArray evaluate(NDArray logits, NDArray target);

  /** Fails unless a tensor has the shape of the logits. */
  static void checkShape(NDArray logits, String name, NDArray other) {
    Shape expected = logits.getShape();
    if (!expected.equals(other.getShape())) {
      throw new IllegalArgumentException(
          name + " " + other.getShape() + " does not match logits " + expected);
    }
  }
}
