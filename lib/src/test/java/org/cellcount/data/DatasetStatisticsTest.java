package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class DatasetStatisticsTest {
  private static final LabelImage CELLS =
      new LabelImage(
          4,
          5,
          new int[] {
            1, 1, 0, 7, 7,
            1, 0, 4, 0, 0,
            0, 0, 0, 0, 9,
            3, 3, 3, 0, 9,
          });

  private static CellDataset masked() {
    GrayImage mask = CELLS.foreground().toGray();
    GrayImage image = mask.copy();
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = mask.pixels()[i] * 0.5f + 0.25f;
    }
    return CellDataset.of("one image", List.of(image), List.of(mask));
  }

  @Test
  void cellsThatMeetAtACornerTouch() {
    // 4 meets 7 and 1; 9 and 3 are alone.
    assertEquals(3, DatasetStatistics.touchingCells(CELLS));
    assertArrayEquals(
        new int[] {3}, DatasetStatistics.touchingCells(masked().withLabels(List.of(CELLS))));
    assertArrayEquals(new int[] {0}, DatasetStatistics.touchingCells(noCorners()));
  }

  private static CellDataset noCorners() {
    GrayImage mask = new GrayImage(1, 3, new float[] {1, 0, 1});
    return CellDataset.of("two cells", List.of(mask), List.of(mask));
  }

  @Test
  void areasAreThoseOfTheLabelsElseOfTheComponents() {
    assertArrayEquals(
        new int[] {3, 3, 1, 2, 2}, DatasetStatistics.areas(masked().withLabels(List.of(CELLS))));
    int[] components = DatasetStatistics.areas(masked());
    assertEquals(11, Arrays.stream(components).sum());
    assertEquals(masked().trueCount(0), components.length);
  }

  @Test
  void specksDoNotPullTheTypicalDiameterDown() {
    // A square of 12 by 12 pixels and ten specks of two pixels.
    int[] labels = new int[20 * 20];
    for (int i = 0; i < 144; i++) {
      labels[i / 12 * 20 + i % 12] = 1;
    }
    for (int speck = 0; speck < 10; speck++) {
      labels[2 * speck * 20 + 17] = 2 + speck;
      labels[2 * speck * 20 + 18] = 2 + speck;
    }
    LabelImage cells = new LabelImage(20, 20, labels);
    assertEquals(2 * Math.sqrt(144 / Math.PI), DatasetStatistics.typicalDiameter(cells), 1e-9);
    assertEquals(0, DatasetStatistics.typicalDiameter(new LabelImage(1, 2, new int[2])));
    // Of 11 pixels in cells of 1, 2, 2, 3 and 3, the median one lies in a cell of 3.
    assertEquals(
        2 * Math.sqrt(3 / Math.PI),
        DatasetStatistics.typicalDiameter(masked().withLabels(List.of(CELLS))),
        1e-9);
  }

  @Test
  void intensitiesAreTakenFromTheirSideOfTheMask() {
    double[] cells = DatasetStatistics.intensities(masked(), true, 500, 3);
    double[] background = DatasetStatistics.intensities(masked(), false, 500, 3);
    assertEquals(500, cells.length + background.length);
    assertTrue(cells.length > 150 && background.length > 150);
    assertTrue(Arrays.stream(cells).allMatch(value -> value == 0.75));
    assertTrue(Arrays.stream(background).allMatch(value -> value == 0.25));
    assertArrayEquals(cells, DatasetStatistics.intensities(masked(), true, 500, 3));
  }

  @Test
  void meanIntensityIsOfTheWholeImage() {
    assertArrayEquals(
        new double[] {0.25 + 0.5 * 11 / 20}, DatasetStatistics.meanIntensities(masked()), 1e-9);
  }
}
