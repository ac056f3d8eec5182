package org.cellcount.plate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.cellcount.metric.Interval;
import org.junit.jupiter.api.Test;

class WellCountTest {
  private static final Well WELL = Well.of("B02");

  static WellCount well(Well well, int... counts) {
    List<FieldCount> fields = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      OptionalInt count = counts[i] < 0 ? OptionalInt.empty() : OptionalInt.of(counts[i]);
      FieldName name = new FieldName("p", well, i + 1, "");
      fields.add(new FieldCount(name, well + "_" + (i + 1) + ".png", count, ""));
    }
    return new WellCount(well, fields);
  }

  private static void assertInterval(double low, double high, Interval interval) {
    assertEquals(low, interval.low(), 5e-3);
    assertEquals(high, interval.high(), 5e-3);
  }

  /** Of 10 seen, a Poisson number expects 4.80 to 18.39 (Garwood's table). */
  @Test
  void oneFieldIsAsSureAsAPoissonNumber() {
    assertInterval(4.795, 18.390, well(WELL, 10).interval());
    assertInterval(0, 3.689, well(WELL, 0).interval());
    assertInterval(4.795 / 5, 18.390 / 5, well(WELL, 2, 2, 2, 2, 2).interval());
  }

  /** Mean 20, sd 10, n 3: 20 +- 4.303 * 10 / sqrt(3). */
  @Test
  void fieldsThatDifferMoreThanByChanceWidenIt() {
    assertInterval(0, 44.843, well(WELL, 10, 20, 30).interval());
  }

  @Test
  void itHoldsTheTruthAsOftenAsPromised() {
    SplittableRandom random = new SplittableRandom(5);
    int inside = 0;
    for (int trial = 0; trial < 2000; trial++) {
      int[] counts = new int[4];
      for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 1000; k++) {
          counts[i] += random.nextDouble() < 0.02 ? 1 : 0;
        }
      }
      Interval interval = well(WELL, counts).interval();
      inside += interval.low() <= 20 && 20 <= interval.high() ? 1 : 0;
    }
    assertTrue(inside >= 1900, inside + " of 2000");
  }

  @Test
  void fieldsThatWereNotCountedAreLeftOutAndTold() {
    WellCount well = well(WELL, 4, -1, 8);
    assertEquals(6, well.mean());
    assertEquals(2, well.counted());
    assertEquals(List.of("1 of 3 fields not counted"), well.flags());
    WellCount none = well(WELL, -1);
    assertTrue(Double.isNaN(none.mean()));
    assertEquals(new Interval(0, Double.POSITIVE_INFINITY), none.interval());
  }

  @Test
  void warningsAndRepeatedFieldsAreTold() {
    FieldName name = new FieldName("p", WELL, 1, "");
    FieldCount first = new FieldCount(name, "a.png", OptionalInt.of(1), "dark");
    FieldCount second = new FieldCount(name, "b.png", OptionalInt.of(1), "");
    assertEquals(
        List.of("field 1 twice: a.png and b.png", "1 of 2 fields: dark"),
        new WellCount(WELL, List.of(first, second)).flags());
  }

  @Test
  void aWellHasAField() {
    assertThrows(IllegalArgumentException.class, () -> new WellCount(WELL, List.of()));
  }
}
