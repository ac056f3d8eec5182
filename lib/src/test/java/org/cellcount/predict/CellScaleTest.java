package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.count.Separation;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellScaleTest {
  private static final int WANTED = 15;

  /** Six by six discs. */
  private static GrayImage discs(int diameter) {
    int pitch = 2 * diameter;
    GrayImage image = GrayImage.zeros(6 * pitch, 6 * pitch + 3);
    for (int row = 0; row < 6 * pitch; row++) {
      for (int column = 0; column < 6 * pitch; column++) {
        double down = row % pitch - pitch / 2.0 + 0.5;
        double across = column % pitch - pitch / 2.0 + 0.5;
        boolean inside = Math.hypot(down, across) <= diameter / 2.0;
        image.pixels()[row * image.width() + column] = inside ? 1 : 0;
      }
    }
    return image;
  }

  /** Counts as a network does that has never seen large cells: it cuts them by a grid of lines. */
  private static CountResult cutting(GrayImage image) {
    GrayImage cut = image.copy();
    for (int i = 0; i < cut.pixels().length; i++) {
      if (i % cut.width() % 22 == 0 || i / cut.width() % 22 == 0) {
        cut.pixels()[i] = 0;
      }
    }
    CellCounter components =
        new CellCounter(CountOptions.defaults().withSeparation(Separation.COMPONENTS));
    return components.count(largeOnesCut(image) ? cut : image);
  }

  private static boolean largeOnesCut(GrayImage image) {
    return image.height() > 12 * 28;
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 50, 90})
  void largeCellsAreReducedToAboutTheWantedDiameter(int diameter) {
    CellScale scale = new CellScale(CellScaleTest::cutting, WANTED);
    ScaledCount counted = scale.count(discs(diameter));
    double inside = counted.scale() * diameter;
    assertTrue(inside > 0.9 * WANTED && inside < 1.4 * WANTED, "cells come to " + inside);
    CountResult cells = counted.cells();
    assertEquals(36, cells.count());
    assertEquals(discs(diameter).height(), cells.labels().height());
    assertEquals(discs(diameter).width(), cells.labels().width());
    double area = cells.labels().foreground().area() / 36.0;
    assertEquals(1, 2 * Math.sqrt(area / Math.PI) / diameter, 0.1);
  }

  @Test
  void whatIsReducedIsCountedALittleLargerThanItWasMeasured() {
    List<Integer> heights = new ArrayList<>();
    CellScale scale =
        new CellScale(
            image -> {
              heights.add(image.height());
              return cutting(image);
            },
            WANTED);
    GrayImage image = discs(90);
    ScaledCount counted = scale.count(image);
    int last = heights.get(heights.size() - 1);
    assertEquals(1.15, (double) last / heights.get(heights.size() - 2), 0.01);
    assertEquals(counted.scale(), (double) last / image.height(), 0.001);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 10, 15})
  void cellsOfAboutTheWantedSizeAndSmallerOnesAreLeftAsTheyAre(int diameter) {
    assertEquals(1, new CellScale(CellScaleTest::cutting, WANTED).count(discs(diameter)).scale());
  }

  @Test
  void anImageWithoutCellsIsLeftAsItIs() {
    CellScale scale = new CellScale(CellScaleTest::cutting, WANTED);
    assertEquals(1, scale.count(GrayImage.zeros(500, 400)).scale());
    assertEquals(1, scale.count(GrayImage.zeros(1, 1)).scale());
  }
}
