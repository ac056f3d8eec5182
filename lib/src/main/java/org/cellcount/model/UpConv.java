package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import org.cellcount.ops.TorchOps;

/**
 * Doubles the size of a map.
 *
 * @param weight (in, out, 2, 2)
 * @param bias (out)
 */
record UpConv(NDArray weight, NDArray bias) {
  /** x (N, in, H, W) to (N, out, 2H, 2W). */
  NDArray forward(NDArray x) {
    return TorchOps.upConv2d(x, weight, bias);
  }
}
