package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;

/**
 * Mirrors left and right.
 *
 * @param probability share of samples that are flipped, 0..1
 */
public record HorizontalFlip(double probability) implements Augmenter {
  /**
   * Checks the probability.
   *
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public HorizontalFlip {
    Checks.probability(probability);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return sample;
    }
    return Rearrangement.horizontalFlip(sample.image()).apply(sample);
  }

  @Override
  public String label() {
    return "horizontal flip";
  }
}
