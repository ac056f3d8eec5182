package org.cellcount.model;

import ai.djl.ndarray.NDArray;

/** One tensor (N, C, H, W) in, a new one out. */
@FunctionalInterface
public interface Layer {
  /**
   * Computes the layer.
   *
   * @param x (N, C, H, W), float32 or bfloat16; stays open
   * @param pass how: training or not
   * @return a new tensor; what was needed on the way is best closed
   */
  NDArray forward(NDArray x, Pass pass);

  /** This layer, then the next; what lies between is freed. */
  default Layer then(Layer next) {
    return (x, pass) -> {
      try (NDArray between = forward(x, pass)) {
        return next.forward(between, pass);
      }
    };
  }
}
