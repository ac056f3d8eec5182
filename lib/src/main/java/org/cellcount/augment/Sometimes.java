package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.image.CellSample;

/**
 * Another augmenter, applied to a share of the samples.
 *
 * @param probability share of samples that are changed, 0..1
 * @param augmenter what changes them
 */
public record Sometimes(double probability, Augmenter augmenter) implements Augmenter {
  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the probability is outside 0..1
   */
  public Sometimes {
    Require.between("probability", probability, 0, 1);
    Require.present("augmenter", augmenter);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    return random.nextDouble() < probability ? augmenter.apply(sample, random) : sample;
  }

  @Override
  public String label() {
    return augmenter.label();
  }
}
