package org.cellcount.count;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;
import org.junit.jupiter.api.Test;

class HeapNeedTest {
  private static final long GIGABYTE = 1_000_000_000;

  private static String refused(long height, long width, Separation separation, long heap) {
    return assertThrows(
            IllegalArgumentException.class, () -> HeapNeed.check(height, width, separation, heap))
        .getMessage();
  }

  @Test
  void saysWhatALargeImageNeeds() {
    assertEquals(
        "counting an image of 20,000x20,000 pixels by two-sided h-maxima needs 11,203 MB of heap,"
            + " this JVM may use 4,000 MB: raise -Xmx or count parts of it",
        refused(20_000, 20_000, Separation.TWO_SIDED_MAXIMA, 4 * GIGABYTE));
    assertEquals(
        "counting an image of 20,000x20,000 pixels by components needs 4,801 MB of heap, this JVM may"
            + " use 4,000 MB: raise -Xmx or count parts of it",
        refused(20_000, 20_000, Separation.COMPONENTS, 4 * GIGABYTE));
  }

  @Test
  void letsPassWhatFits() {
    for (Separation separation : Separation.values()) {
      assertDoesNotThrow(() -> HeapNeed.check(20_000, 20_000, separation, 13 * GIGABYTE));
      assertDoesNotThrow(() -> HeapNeed.check(1, 1, separation, 1000));
    }
  }

  @Test
  void saysWhatNoHeapCanHold() {
    String parts = " pixels is too large to be counted at once: count parts of it";
    assertEquals(
        "an image of 46,341x46,341" + parts,
        refused(46_341, 46_341, Separation.H_MAXIMA, Long.MAX_VALUE));
    // The frame around a single row triples it.
    assertEquals(
        "an image of 1x715,827,883" + parts,
        refused(1, 715_827_883, Separation.H_MAXIMA, Long.MAX_VALUE));
    assertEquals(
        "an image of 4,000,000,000x4,000,000,000" + parts,
        refused(4_000_000_000L, 4_000_000_000L, Separation.COMPONENTS, Long.MAX_VALUE));
  }

  @Test
  void isAskedBeforeMemoryIsTaken() {
    RandomAccessibleInterval<FloatType> huge =
        ConstantUtils.constantRandomAccessibleInterval(
            new FloatType(0), new FinalInterval(50_000, 46_000));
    CellCounter counter = new CellCounter(CountOptions.defaults());
    var e = assertThrows(IllegalArgumentException.class, () -> counter.count(huge));
    assertEquals(
        "an image of 46,000x50,000 pixels is too large to be counted at once: count parts of it",
        e.getMessage());
  }
}
