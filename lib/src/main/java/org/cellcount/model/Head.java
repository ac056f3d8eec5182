package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import org.cellcount.ops.TorchOps;

/**
 * The last 1x1 convolution, in float32 whatever comes in.
 *
 * @param weight (out, in, 1, 1)
 * @param bias (out)
 */
record Head(NDArray weight, NDArray bias) implements Layer {
  @Override
  public NDArray forward(NDArray x, Pass pass) {
    try (NDArray wide = TorchOps.toFloat32(x)) {
      return TorchOps.conv2d(wide, weight, bias);
    }
  }
}
