package org.cellcount.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.cellcount.ops.TorchOps;

/**
 * Cross-entropy that fades where the network is right already: the mean of a (1 - q)^gamma BCE.
 * Here q = p t + (1 - p) (1 - t) is the probability given to the truth, p = sigmoid(logit), and a =
 * alpha t + (1 - alpha) (1 - t) (Lin et al. 2017, <a
 * href="https://arxiv.org/abs/1708.02002">arXiv:1708.02002</a>).
 *
 * @param alpha weight of the cells, 0..1; the background has 1 - alpha
 * @param gamma how fast easy pixels fade, at least 1; 0 would be plain cross-entropy
 */
public record Focal(float alpha, float gamma) implements PixelLoss {
  /** Checks the ranges. */
  public Focal {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha " + alpha + " must be in 0..1");
    }
    if (!(gamma >= 1)) {
      throw new IllegalArgumentException("gamma " + gamma + " must be at least 1");
    }
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray target) {
    PixelLoss.checkShape(logits, "target", target);
    NDArray p = Activation.sigmoid(logits);
    NDArray wrong = p.add(target).sub(p.mul(target).mul(2));
    NDArray weight = target.mul(2 * alpha - 1).add(1 - alpha);
    return weight.mul(wrong.pow(gamma)).mul(TorchOps.bcePerPixel(logits, target)).mean();
  }
}
