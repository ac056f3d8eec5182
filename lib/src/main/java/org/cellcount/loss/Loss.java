package org.cellcount.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.base.Require;

/**
 * A loss with a name: one of the published pipeline's, or the reader's own as a few lines over
 * NDArrays, such as {@code new Loss("squared error", (logits, target) ->
 * Activation.sigmoid(logits).sub(target).square().mean())}.
 *
 * @param label its name in tables and files, see {@link Names#check}
 * @param function how wrong logits are
 */
public record Loss(String label, PixelLoss function) implements Named, PixelLoss {
  /** Binary cross-entropy. */
  public static final Loss BCE = new Loss("BCE", new Bce());

  /** Dice with smooth 1. */
  public static final Loss DICE = new Loss("Dice", new Dice(1));

  /** Half of each. */
  public static final Loss BCE_DICE = new Loss("BCE + Dice", new BceDice());

  /** Focal with alpha 0.25 and gamma 2. */
  public static final Loss FOCAL = new Loss("Focal", new Focal(0.25f, 2));

  /** Tversky with 0.3 for false positives, 0.7 for false negatives and smooth 1. */
  public static final Loss TVERSKY = new Loss("Tversky", new Tversky(0.3f, 0.7f, 1));

  /** The losses of the published pipeline, with its settings. */
  public static final List<Loss> OURS = List.of(BCE, DICE, BCE_DICE, FOCAL, TVERSKY);

  /** Checks the name. */
  public Loss {
    Names.check("loss", label);
    Require.present("function of loss " + label, function);
  }

  /**
   * One of ours by name: {@code bce_dice}, {@code BCE + Dice}.
   *
   * @throws IllegalArgumentException for another name
   */
  public static Loss of(String name) {
    return Names.find("loss", name, OURS);
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray target) {
    return function.evaluate(logits, target);
  }

  /** The name. */
  @Override
  public String toString() {
    return label;
  }
}
