package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;

/** An augmenter that flips or turns; a chain carries out several in a row as one. */
interface Reorientation extends Augmenter {
  Orientation draw(RandomGenerator random);

  @Override
  default CellSample apply(CellSample sample, RandomGenerator random) {
    return draw(random).apply(sample);
  }
}
