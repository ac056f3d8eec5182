package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.testing.MemoryUse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much augmenting one image allocates: what keeps it quick and can be tested without a clock.
 */
class AllocationTest {
  private static final int SIZE = 128;
  private static final int IMAGES = 300;

  /** An image, its mask and its labels, four bytes a pixel each. */
  private static final long SAMPLE = 3L * SIZE * SIZE * Float.BYTES;

  @ParameterizedTest
  @CsvSource({"flips + rotation, 1.05", "full, 2.1", "robust, 4"})
  void aChainAllocatesFewCopiesOfItsSample(String preset, double copies) {
    Augmentation chain = Augmentation.of(preset);
    CellSample sample = Samples.discs(SIZE, SIZE);
    SplittableRandom random = new SplittableRandom(1);
    double bytes = (double) MemoryUse.allocatedBytes(() -> apply(chain, sample, random)) / IMAGES;
    assertTrue(bytes <= copies * SAMPLE, bytes / SAMPLE + " copies of the sample for each image");
  }

  private static void apply(Augmenter augmenter, CellSample sample, SplittableRandom random) {
    for (int i = 0; i < IMAGES; i++) {
      augmenter.apply(sample, random);
    }
  }
}
