package org.cellcount.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * Dice with a price for each kind of mistake: 1 - (TP + s) / (TP + alpha FP + beta FN + s), where
 * TP = sum(p t), FP = sum(p (1 - t)), FN = sum((1 - p) t) over the whole batch and p =
 * sigmoid(logit) (Salehi et al. 2017, <a
 * href="https://arxiv.org/abs/1706.05721">arXiv:1706.05721</a>). Alpha = beta = 0.5 is Dice.
 *
 * @param alpha price of background taken for cells, at least 0
 * @param beta price of cells taken for background, at least 0
 * @param smooth s, above 0: an empty prediction of an empty mask is then perfect
 */
public record Tversky(float alpha, float beta, float smooth) implements PixelLoss {
  /** Checks the ranges. */
  public Tversky {
    if (!(alpha >= 0 && beta >= 0)) {
      throw new IllegalArgumentException(
          "alpha " + alpha + " and beta " + beta + " must be at least 0");
    }
    if (!(smooth > 0)) {
      throw new IllegalArgumentException("smooth " + smooth + " must be above 0");
    }
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray target) {
    PixelLoss.checkShape(logits, "target", target);
    NDArray p = Activation.sigmoid(logits);
    NDArray tp = p.mul(target).sum();
    NDArray fp = p.sum().sub(tp);
    NDArray fn = target.sum().sub(tp);
    NDArray mistakes = fp.mul(alpha).add(fn.mul(beta));
    return tp.add(smooth).div(tp.add(mistakes).add(smooth)).neg().add(1);
  }
}
