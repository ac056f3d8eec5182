package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;

/** An augmenter of intensities alone; a chain carries out several in a row on one copy. */
interface IntensityChange extends Augmenter {
  /** Changes an image in place. */
  void change(float[] pixels, RandomGenerator random);

  @Override
  default CellSample apply(CellSample sample, RandomGenerator random) {
    CellSample copy = copy(sample);
    change(copy.image().pixels(), random);
    return copy;
  }

  /** The same with an image of its own; mask and labels stay shared. */
  static CellSample copy(CellSample sample) {
    return new CellSample(sample.image().copy(), sample.mask(), sample.labels());
  }
}
