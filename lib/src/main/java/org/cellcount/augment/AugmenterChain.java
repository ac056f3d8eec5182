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
    Orientation pending = Orientation.UNCHANGED;
    boolean ownImage = false;
    for (Augmenter augmenter : augmenters) {
      if (augmenter instanceof Reorientation reorientation) {
        pending = pending.then(reorientation.draw(random));
        continue;
      }
      if (!pending.equals(Orientation.UNCHANGED)) {
        current = pending.apply(current);
        pending = Orientation.UNCHANGED;
        ownImage = true;
      }
      if (augmenter instanceof IntensityChange change) {
        current = ownImage ? current : IntensityChange.copy(current);
        change.change(current.image().pixels(), random);
        ownImage = true;
      } else {
        current = augmenter.apply(current, random);
        ownImage = false;
      }
    }
    return pending.apply(current);
  }

  @Override
  public String label() {
    return augmenters.isEmpty()
        ? "none"
        : augmenters.stream().map(Augmenter::label).collect(Collectors.joining(", "));
  }
}
