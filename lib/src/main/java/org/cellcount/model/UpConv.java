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
  /** x (N, in, H/2, W/2) to (N, out, H, W), where H and W are those of the skip. */
  NDArray forward(NDArray x, NDArray skip) {
    return TorchOps.upConv2d(x, weight, bias, skip);
  }
}
