package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import org.cellcount.loss.LossKind;
import org.cellcount.ops.TorchOps;

/**
 * The loss of a run: the chosen loss on the foreground channel, plus what the target adds. A second
 * channel adds its binary cross-entropy (a distance is a soft target there); border weights add the
 * U-Net paper's weighted cross-entropy.
 *
 * @param kind the loss on the foreground
 * @param target what is learned
 */
public record TargetLoss(LossKind kind, Target target) {
  /**
   * The loss of a batch, a scalar.
   *
   * @param logits (N, C, H, W)
   * @param targets (N, C, H, W), 0..1
   * @param weights (N, 1, H, W) for {@link Target#BORDER_WEIGHTS}, else ignored
   */
  public NDArray evaluate(NDArray logits, NDArray targets, NDArray weights) {
    return switch (target) {
      case MASK -> kind.loss().evaluate(logits, targets);
      case BORDER_WEIGHTS ->
          kind.loss()
              .evaluate(logits, targets)
              .add(TorchOps.bceWithLogits(logits, targets, weights));
      case BORDER_CLASS, DISTANCE -> {
        NDArray foreground = kind.loss().evaluate(logits.get(":, 0:1"), targets.get(":, 0:1"));
        yield foreground.add(TorchOps.bceWithLogits(logits.get(":, 1:2"), targets.get(":, 1:2")));
      }
    };
  }
}
