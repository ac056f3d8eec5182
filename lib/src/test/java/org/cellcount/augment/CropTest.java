package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropTest {
  /** Discs of one diameter, far apart; the image is the mask. */
  private static CellSample field(int side, int pitch, double diameter) {
    int[] labels = new int[side * side];
    float[] mask = new float[side * side];
    for (int i = 0; i < labels.length; i++) {
      int row = i / side;
      int column = i % side;
      double down = row % pitch - (pitch - 1) / 2.0;
      double across = column % pitch - (pitch - 1) / 2.0;
      if (Math.hypot(down, across) < diameter / 2) {
        labels[i] = 1 + row / pitch * (side / pitch) + column / pitch;
        mask[i] = 1;
      }
    }
    GrayImage cells = new GrayImage(side, side, mask);
    return new CellSample(cells, cells.copy(), Optional.of(new LabelImage(side, side, labels)));
  }

  private static int[] areas(LabelImage labels) {
    int[] areas = new int[labels.max() + 1];
    for (int label : labels.labels()) {
      areas[label]++;
    }
    areas[0] = 0;
    return areas;
  }

  /** The largest cell is a whole one, or nearly. */
  private static double diameter(LabelImage labels) {
    return 2 * Math.sqrt(Arrays.stream(areas(labels)).max().orElseThrow() / Math.PI);
  }

  @ParameterizedTest
  @CsvSource({"8", "12", "20", "30"})
  void cellsComeOutAtTheDiameter(double wanted) {
    CellSample field = field(320, 40, 20);
    for (int seed = 0; seed < 10; seed++) {
      CellSample crop = new Crop(128, wanted, wanted).apply(field, new SplittableRandom(seed));
      assertEquals(128, crop.image().height());
      assertEquals(128, crop.image().width());
      assertEquals(wanted, diameter(crop.labels().orElseThrow()), 0.08 * wanted + 0.3);
    }
  }

  @Test
  void diametersFillTheirRangeEvenlyOnALogarithmicScale() {
    CellSample field = field(320, 40, 20);
    int small = 0;
    double least = 100;
    double most = 0;
    for (int seed = 0; seed < 200; seed++) {
      CellSample crop = new Crop(64, 10, 40).apply(field, new SplittableRandom(seed));
      double diameter = diameter(crop.labels().orElseThrow());
      small += diameter < 20 ? 1 : 0;
      least = Math.min(least, diameter);
      most = Math.max(most, diameter);
    }
    assertTrue(small > 75 && small < 125, small + " of 200 below the middle");
    assertTrue(least < 11 && most > 36, least + " to " + most);
  }

  @Test
  void thePictureLimitsTheMagnification() {
    // 40 pixels across at most twice, and no more than the whole picture reduced.
    CellSample field = field(80, 40, 20);
    assertEquals(40, diameter(largest(new Crop(64, 300, 300), field).labels().orElseThrow()), 2);
    CellSample whole = new Crop(64, 1, 1).apply(field, new SplittableRandom(1));
    assertEquals(16, diameter(whole.labels().orElseThrow()), 1);
    assertEquals(4, whole.labels().orElseThrow().count());
  }

  private static CellSample largest(Crop crop, CellSample field) {
    CellSample largest = crop.apply(field, new SplittableRandom(0));
    for (int seed = 1; seed < 20; seed++) {
      CellSample other = crop.apply(field, new SplittableRandom(seed));
      boolean larger =
          diameter(other.labels().orElseThrow()) > diameter(largest.labels().orElseThrow());
      largest = larger ? other : largest;
    }
    return largest;
  }

  @Test
  void imageMaskAndLabelsShowTheSamePlace() {
    CellSample field = field(200, 40, 20);
    for (int seed = 0; seed < 30; seed++) {
      CellSample crop = new Crop(64, 8, 40).apply(field, new SplittableRandom(seed));
      assertEquals(crop.image(), crop.mask());
      LabelImage labels = crop.labels().orElseThrow();
      int differ = 0;
      for (int i = 0; i < labels.labels().length; i++) {
        differ += crop.mask().pixels()[i] > 0.5 == (labels.labels()[i] != 0) ? 0 : 1;
      }
      assertTrue(differ < 0.04 * labels.labels().length, differ + " pixels differ");
      for (int area : areas(labels)) {
        assertTrue(area == 0 || area >= 10, "a cell of " + area + " pixels");
      }
    }
  }

  @Test
  void mostCropsHoldACell() {
    // One cell, in a corner of a field of a hundred times the crop.
    CellSample field = field(640, 640, 20);
    int empty = 0;
    for (int seed = 0; seed < 50; seed++) {
      CellSample crop = new Crop(64, 20, 20).apply(field, new SplittableRandom(seed));
      empty += crop.labels().orElseThrow().count() == 0 ? 1 : 0;
    }
    assertTrue(empty < 50, "all crops are empty");
  }

  @Test
  void withoutLabelsTheMagnificationIsDrawn() {
    CellSample field = field(200, 40, 20);
    CellSample bare = new CellSample(field.image(), field.mask(), Optional.empty());
    for (int seed = 0; seed < 20; seed++) {
      CellSample crop = new Crop(64, 8, 30).apply(bare, new SplittableRandom(seed));
      assertEquals(64, crop.image().height());
      assertEquals(crop.image(), crop.mask());
      assertTrue(crop.labels().isEmpty());
    }
  }

  @Test
  void boundsAreChecked() {
    assertFails("size 15: expected 16 or more", () -> new Crop(15, 8, 30));
    assertFails("smallest diameter 0.0: expected above 0", () -> new Crop(16, 0, 30));
    assertFails("largest diameter 7.0: expected at least 8.0", () -> new Crop(16, 8, 7));
    assertFails(
        "picture 40x40: expected at least 64 pixels",
        () -> new Crop(64, 8, 30).apply(field(40, 40, 20), new SplittableRandom(1)));
  }

  private static void assertFails(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
