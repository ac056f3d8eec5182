package org.cellcount.augment;

import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;

/**
 * A random change of a training sample that keeps its truth true: what moves pixels moves image,
 * mask and labels together, and what changes intensities leaves mask and labels alone.
 *
 * <p>Augmenters are immutable and safe to share between threads as long as each thread brings its
 * own generator. Intensities are 0..1 before and after.
 */
public interface Augmenter {
  /**
   * Draws a change and applies it; the same generator state gives the same result.
   *
   * @param sample never modified; parts that do not change are shared with the result
   * @param random where all randomness comes from
   */
  CellSample apply(CellSample sample, RandomGenerator random);

  /** A short name for tables and captions, such as {@code horizontal flip}. */
  String label();

  /**
   * An augmenter of the reader's own from a function, which must follow the rules above: sizes
   * stay, intensities stay in 0..1, all randomness comes from the generator.
   */
  static Augmenter of(String label, BiFunction<CellSample, RandomGenerator, CellSample> change) {
    return new Augmenter() {
      @Override
      public CellSample apply(CellSample sample, RandomGenerator random) {
        return change.apply(sample, random);
      }

      @Override
      public String label() {
        return label;
      }
    };
  }
}
