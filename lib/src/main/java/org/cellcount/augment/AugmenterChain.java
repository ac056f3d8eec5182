package org.cellcount.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.cellcount.image.CellSample;

/**
 * Applies augmenters one after the other, all drawing from the same generator.
 *
 * @param augmenters first to last; none leaves samples as they are
 */
public record AugmenterChain(List<Augmenter> augmenters) implements Augmenter {
  /** Copies the list. */
  public AugmenterChain {
    augmenters = List.copyOf(augmenters);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    CellSample current = sample;
    for (Augmenter augmenter : augmenters) {
      current = augmenter.apply(current, random);
    }
    return current;
  }

  @Override
  public String label() {
    return augmenters.isEmpty()
        ? "none"
        : augmenters.stream().map(Augmenter::label).collect(Collectors.joining(", "));
  }
}
