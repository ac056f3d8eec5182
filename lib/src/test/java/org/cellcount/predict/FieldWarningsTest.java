package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.data.DatasetStatistics;
import org.cellcount.image.Contrast;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class FieldWarningsTest {
  private static final int SIDE = 192;

  /** Discs of a radius on a grid of some pitch: an image, or what a network says of it. */
  private static GrayImage discs(int pitch, double radius, DoubleUnaryOperator value) {
    GrayImage image = GrayImage.zeros(SIDE, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) {
      double down = i / SIDE % pitch - pitch / 2.0 + 0.5;
      double across = i % SIDE % pitch - pitch / 2.0 + 0.5;
      image.pixels()[i] = (float) value.applyAsDouble(Math.hypot(down, across) - radius);
    }
    return image;
  }

  private static List<String> warnings(GrayImage image, GrayImage foreground) {
    LabelImage cells =
        new CellCounter(CountOptions.defaults().withMinArea(3)).count(foreground).labels();
    return FieldWarnings.of(
        Contrast.of(image),
        new EdgeDoubt().add(foreground.pixels()),
        DatasetStatistics.areas(cells),
        SIDE * SIDE);
  }

  private static GrayImage light(int pitch, double radius) {
    return discs(pitch, radius, far -> (far < 0 ? 0.6 : 0.05) - 0.001 * far);
  }

  private static GrayImage sure(int pitch, double radius) {
    return discs(pitch, radius, far -> far < 0 ? 0.99 : 0.01);
  }

  private static void oneThatBegins(String expected, List<String> warnings) {
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).startsWith(expected), warnings::toString);
  }

  @Test
  void anOrdinaryFieldEarnsNone() {
    assertEquals(List.of(), warnings(light(32, 8), sure(32, 8)));
  }

  @Test
  void anEvenFieldIsEmpty() {
    GrayImage even = discs(32, 8, far -> 0.3);
    oneThatBegins("nothing rises", warnings(even, GrayImage.zeros(SIDE, SIDE)));
  }

  @Test
  void aMaskIsNoImage() {
    GrayImage mask = discs(32, 8, far -> far < 0 ? 1 : 0);
    oneThatBegins("two or three intensities", warnings(mask, GrayImage.zeros(SIDE, SIDE)));
  }

  @Test
  void smallCellsNeedMagnification() {
    oneThatBegins("cells of only 4 pixels", warnings(light(16, 2.1), sure(16, 2.1)));
  }

  @Test
  void crowdedCellsHideEachOther() {
    oneThatBegins("cells cover 6", warnings(light(32, 14), sure(32, 14)));
  }

  @Test
  void edgesThatAreNotSeenAreOutOfFocus() {
    GrayImage unsure = discs(32, 8, far -> 1 / (1 + Math.exp(far / 3)));
    oneThatBegins("the edges of the cells", warnings(light(32, 8), unsure));
  }

  @Test
  void aNegativeIsToBeInverted() {
    GrayImage negative = discs(32, 8, far -> far < 0 ? 0.1 - 0.001 * far : 0.9);
    oneThatBegins("dark on a bright ground", warnings(negative, sure(32, 8)));
  }

  @Test
  void lightWithoutACellIsLookedAt() {
    oneThatBegins("something rises above", warnings(light(64, 20), GrayImage.zeros(SIDE, SIDE)));
  }
}
