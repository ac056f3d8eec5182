package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import org.cellcount.ops.TorchOps;

/**
 * Convolution, batch normalisation and, where asked, max(x, 0).
 *
 * @param kernel (out, in, K, K)
 * @param weight scale after the normalisation (out)
 * @param bias offset after the normalisation (out)
 * @param mean running mean (out), moved by training passes
 * @param variance running variance (out), moved by training passes
 * @param relu whether negative values become zero
 */
record ConvNorm(
    NDArray kernel, NDArray weight, NDArray bias, NDArray mean, NDArray variance, boolean relu)
    implements Layer {
  @Override
  public NDArray forward(NDArray x, Pass pass) {
    try (NDArray convolved = TorchOps.conv2d(x, kernel)) {
      NDArray normal = TorchOps.batchNorm(convolved, weight, bias, mean, variance, pass.training());
      if (!relu) {
        return normal;
      }
      try (normal) {
        return TorchOps.relu(normal);
      }
    }
  }
}
