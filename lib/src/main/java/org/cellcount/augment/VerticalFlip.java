package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;

/**
 * Mirrors top and bottom.
 *
 * @param probability share of samples that are flipped, 0..1
 */
public record VerticalFlip(double probability) implements Reorientation {
  /**
   * Checks the probability.
   *
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public VerticalFlip {
    Require.between("probability", probability, 0, 1);
  }

  @Override
  public Orientation draw(RandomGenerator random) {
    return random.nextDouble() < probability
        ? new Orientation(true, false, false)
        : Orientation.UNCHANGED;
  }

  @Override
  public String label() {
    return "vertical flip";
  }
}
