package org.cellcount.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class SyntheticPlateTest {
  private static final SyntheticPlate PLATE = new SyntheticPlate(128, 4);

  private static int cells(CellSample field) {
    return field.labels().orElseThrow().max();
  }

  /** Mean square of the differences between neighbours, which blur makes small. */
  private static double sharpness(GrayImage image) {
    double sum = 0;
    for (int row = 0; row < image.height(); row++) {
      for (int column = 1; column < image.width(); column++) {
        double step = image.get(row, column) - image.get(row, column - 1);
        sum += step * step;
      }
    }
    return sum;
  }

  @Test
  void countsAreThoseOfTheWell() {
    int[] counts =
        IntStream.range(0, 200).map(i -> cells(PLATE.field(SyntheticWell.of(12), 5, i))).toArray();
    double mean = Arrays.stream(counts).average().orElseThrow();
    double variance = Arrays.stream(counts).mapToDouble(c -> (c - mean) * (c - mean)).sum() / 199;
    assertEquals(12, mean, 0.75);
    assertEquals(12, variance, 4);
    assertEquals(0, cells(PLATE.field(SyntheticWell.EMPTY, 0, 0)));
  }

  @Test
  void aFieldDependsOnItsNumbersAlone() {
    SyntheticWell well = SyntheticWell.of(20);
    float[] field = PLATE.field(well, 7, 1).image().pixels();
    assertArrayEquals(field, new SyntheticPlate(128, 4).field(well, 7, 1).image().pixels());
    assertFalse(Arrays.equals(field, PLATE.field(well, 7, 2).image().pixels()));
    assertFalse(Arrays.equals(field, PLATE.field(well, 8, 1).image().pixels()));
    assertFalse(
        Arrays.equals(field, new SyntheticPlate(128, 5).field(well, 7, 1).image().pixels()));
  }

  @Test
  void whatWentWrongShows() {
    SyntheticWell sharp = SyntheticWell.of(20);
    SyntheticWell soft = new SyntheticWell(20, false, 0);
    SyntheticWell dirty = new SyntheticWell(0, true, 60);
    double noise = sharpness(PLATE.field(SyntheticWell.EMPTY, 0, 0).image());
    double inFocus = sharpness(PLATE.field(sharp, 0, 0).image()) - noise;
    double outOfFocus = sharpness(PLATE.field(soft, 0, 0).image()) - noise;
    assertTrue(outOfFocus < 0.3 * inFocus, outOfFocus + " and " + inFocus);
    assertEquals(cells(PLATE.field(sharp, 0, 0)), cells(PLATE.field(soft, 0, 0)));
    assertTrue(sharpness(PLATE.field(dirty, 0, 0).image()) > 1.5 * noise);
    assertEquals(0, cells(PLATE.field(dirty, 0, 0)));
  }

  @Test
  void fieldsHaveAnySize() {
    SyntheticPlate small = new SyntheticPlate(48, 1);
    CellSample full = small.field(SyntheticWell.of(small.mostCells()), 0, 0);
    assertEquals(48, full.image().height());
    assertTrue(cells(full) > 0);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SyntheticPlate(16, 1));
    assertThrows(IllegalArgumentException.class, () -> new SyntheticWell(-1, true, 0));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> PLATE.field(SyntheticWell.of(1000), 0, 0))
            .getMessage();
    assertEquals("cells a field 1000.0: expected 52 or fewer", message);
  }
}
