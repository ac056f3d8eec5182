package org.cellcount.loss;

import ai.djl.ndarray.NDArray;
import org.cellcount.ops.TorchOps;

/** Binary cross-entropy: the mean of -t log p - (1 - t) log(1 - p), where p = sigmoid(logit). */
public record Bce() implements PixelLoss {
  @Override
  public NDArray evaluate(NDArray logits, NDArray target) {
    PixelLoss.checkShape(logits, "target", target);
    return TorchOps.bceWithLogits(logits, target);
  }

  /**
   * The mean of weight times cross-entropy, as the border weights of the U-Net paper ask for
   * (Ronneberger et al. 2015, <a href="https://arxiv.org/abs/1505.04597">arXiv:1505.04597</a>).
   *
   * @param weight at least 0, of the shape of the logits
   */
  public NDArray evaluate(NDArray logits, NDArray target, NDArray weight) {
    PixelLoss.checkShape(logits, "target", target);
    PixelLoss.checkShape(logits, "weight", weight);
    return TorchOps.bceWithLogits(logits, target, weight);
  }
}
