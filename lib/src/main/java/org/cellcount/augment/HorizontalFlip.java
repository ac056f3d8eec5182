package org.cellcount.augment;

import java.util.random.RandomGenerator;

/**
 * Mirrors left and right.
 *
 * @param probability share of samples that are flipped, 0..1
 */
public record HorizontalFlip(double probability) implements Reorientation {
  /**
   * Checks the probability.
   *
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public HorizontalFlip {
    Checks.probability(probability);
  }

  @Override
  public Orientation draw(RandomGenerator random) {
    return random.nextDouble() < probability
        ? new Orientation(false, true, false)
        : Orientation.UNCHANGED;
  }

  @Override
  public String label() {
    return "horizontal flip";
  }
}
