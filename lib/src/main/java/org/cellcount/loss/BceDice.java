package org.cellcount.loss;

import ai.djl.ndarray.NDArray;

/** Half binary cross-entropy, half Dice. */
public record BceDice() implements PixelLoss {
  private static final Bce BCE = new Bce();
  private static final Dice DICE = new Dice(1);

  @Override
  public NDArray evaluate(NDArray logits, NDArray target) {
    NDArray bce = BCE.evaluate(logits, target);
    return bce.mul(0.5f).add(DICE.evaluate(logits, target).mul(0.5f));
  }
}
