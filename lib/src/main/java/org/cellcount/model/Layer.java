package org.cellcount.model;

import ai.djl.ndarray.NDArray;

/** One tensor (N, C, H, W) in, a new one out. */
@FunctionalInterface
interface Layer {
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
