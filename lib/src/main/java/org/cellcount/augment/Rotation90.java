package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;

/**
 * Turns counter-clockwise by 0, 90, 180 or 270 degrees, each as likely as the others. A quarter
 * turn of an image that is not square swaps its height and width.
 */
public record Rotation90() implements Augmenter {
  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    int quarterTurns = random.nextInt(4);
    if (quarterTurns == 0) {
      return sample;
    }
    return Rearrangement.rotation(sample.image(), quarterTurns).apply(sample);
  }

  @Override
  public String label() {
    return "90° rotation";
  }
}
