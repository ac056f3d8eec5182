package org.cellcount.augment;

import java.util.random.RandomGenerator;

/**
 * Turns counter-clockwise by 0, 90, 180 or 270 degrees, each as likely as the others. A quarter
 * turn of an image that is not square swaps its height and width.
 */
public record Rotation90() implements Reorientation {
  @Override
  public Orientation draw(RandomGenerator random) {
    Orientation orientation = Orientation.UNCHANGED;
    for (int quarterTurns = random.nextInt(4); quarterTurns > 0; quarterTurns--) {
      orientation = orientation.then(Orientation.QUARTER_TURN);
    }
    return orientation;
  }

  @Override
  public String label() {
    return "90° rotation";
  }
}
