package org.cellcount.count;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.testing.Grids;
import org.cellcount.testing.MemoryUse;
import org.junit.jupiter.api.Test;

/** How much counting one image allocates: what keeps it quick and can be tested without a clock. */
class AllocationTest {
  private static final int SIZE = 128;
  private static final int LABELS = SIZE * SIZE * Integer.BYTES;

  private static final List<GrayImage> MAPS =
      IntStream.range(0, 50)
          .mapToObj(
              i -> {
                Random random = new Random(i);
                return Grids.probability(random, Grids.discs(random, SIZE, SIZE, 40));
              })
          .toList();

  /** Mean bytes that this thread allocates for one map, the first maps left out. */
  private static long bytesPerMap(Consumer<GrayImage> count) {
    return MemoryUse.allocatedBytes(() -> MAPS.forEach(count)) / MAPS.size();
  }

  private static void assertBytes(CountOptions options, long countOnly, long count) {
    CellCounter counter = new CellCounter(options);
    long alone = bytesPerMap(counter::countOnly);
    long labelled = bytesPerMap(counter::count);
    assertTrue(alone <= countOnly, alone + " bytes for a count, expected at most " + countOnly);
    assertTrue(labelled <= count, labelled + " bytes for cells, expected at most " + count);
  }

  @Test
  void theDefaultsAllocateTheLabelsAndLittleElse() {
    assertBytes(CountOptions.defaults(), 1000, LABELS + 1000);
    assertBytes(CountOptions.hMaxima(), 1000, LABELS + 1000);
  }

  @Test
  void thePublishedPipelineIsBounded() {
    assertBytes(CountOptions.readme(), 12L * SIZE * SIZE, 12L * SIZE * SIZE);
    assertBytes(CountOptions.readmeWatershed(), 30L * SIZE * SIZE, 30L * SIZE * SIZE);
  }
}
