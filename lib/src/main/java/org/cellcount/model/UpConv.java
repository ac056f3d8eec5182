package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import org.cellcount.ops.TorchOps;

/**
 * Doubles the size of a map.
 *
 * @param weight (in, out, 2, 2)
 * @param bias (out)
 */
record UpConv(NDArray weight, NDArray bias) implements Layer {
  /** x (N, in, H, W) to (N, out, 2H, 2W). */
  @Override
  public NDArray forward(NDArray x, Pass pass) {
    return TorchOps.upConv2d(x, weight, bias);
  }
}
