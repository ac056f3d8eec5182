package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.Set;
import org.cellcount.plate.Well;
import org.junit.jupiter.api.Test;

class PlateHeatMapTest {
  private static PlateHeatMap filled() {
    PlateHeatMap map = new PlateHeatMap("plate", "cells a field", 8, 12);
    for (int row = 1; row <= 8; row++) {
      for (int column = 1; column <= 12; column++) {
        map.well(new Well(row, column), row == 1 && column == 12 ? 50 : 0);
      }
    }
    return map;
  }

  private static int pixels(BufferedImage image, int rgb, int fromX, int toY) {
    int count = 0;
    for (int y = 0; y < toY; y++) {
      for (int x = fromX; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  /** Row A is above, column 12 to the right. */
  @Test
  void wellsLieWhereTheyDoOnAPlate() {
    BufferedImage image = Figures.of(filled().chart());
    int most = ColourMap.VIRIDIS.rgb(1);
    int all = pixels(image, most, 0, image.getHeight());
    assertNotEquals(0, all);
    assertEquals(all, pixels(image, most, image.getWidth() * 3 / 4, image.getHeight() / 3));
  }

  @Test
  void markedWellsAreCrossed() {
    int colour = Palette.EXTRA.getRGB() & 0xFFFFFF;
    BufferedImage plain = Figures.of(filled().chart());
    assertEquals(0, pixels(plain, colour, 0, plain.getHeight()));
    BufferedImage marked = Figures.of(filled().mark(Set.of(Well.of("C4")), "to look at").chart());
    assertNotEquals(0, pixels(marked, colour, 0, marked.getHeight()));
  }

  @Test
  void aLargePlateIsAsWideAsAPage() {
    PlateHeatMap map = new PlateHeatMap("plate", "cells a field", 32, 48).well(new Well(32, 48), 1);
    assertEquals(true, map.render().getWidth() <= Theme.PAGE_WIDTH + 10);
  }

  @Test
  void wellsBeyondThePlateAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> filled().well(Well.of("I1"), 1))
            .getMessage();
    assertEquals("well I01: expected one of a plate of 8x12", message);
    assertThrows(IllegalArgumentException.class, () -> filled().well(Well.of("A1"), Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> new PlateHeatMap("empty", "cells", 8, 12).render());
  }
}
