package org.cellcount.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * One minus the Dice coefficient of the whole batch: 1 - (2 sum(p t) + s) / (sum(p) + sum(t) + s),
 * where p = sigmoid(logit) (Milletari et al. 2016, <a
 * href="https://arxiv.org/abs/1606.04797">arXiv:1606.04797</a>).
 *
 * @param smooth s, above 0: an empty prediction of an empty mask is then perfect
 */
public record Dice(float smooth) implements PixelLoss {
  /** Checks the range. */
  public Dice {
    if (!(smooth > 0)) {
      throw new IllegalArgumentException("smooth " + smooth + " must be above 0");
    }
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray target) {
    PixelLoss.checkShape(logits, "target", target);
    NDArray p = Activation.sigmoid(logits);
    NDArray overlap = p.mul(target).sum();
    NDArray total = p.sum().add(target.sum());
    return overlap.mul(2).add(smooth).div(total.add(smooth)).neg().add(1);
  }
}
