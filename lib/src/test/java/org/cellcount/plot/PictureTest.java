package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.augment.DisplacementField;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final GrayImage RAMP = new GrayImage(1, 4, new float[] {0, 0.2f, 0.6f, 1});

  static BufferedImage drawn(Picture picture, int zoom) {
    BufferedImage canvas = Theme.canvas(picture.width() * zoom, picture.height() * zoom);
    picture.draw(canvas, 0, 0, canvas.getWidth(), canvas.getHeight());
    return canvas;
  }

  private static int pixel(Picture picture, int column) {
    return drawn(picture, 1).getRGB(column, 0) & 0xFFFFFF;
  }

  private static BinaryImage mask(boolean... pixels) {
    return new BinaryImage(1, pixels.length, pixels);
  }

  @Test
  void valuesGetTheScalesColours() {
    Picture picture = Picture.of(RAMP, Scale.unit("probability"));
    for (int column = 0; column < 4; column++) {
      assertEquals(ColourMap.VIRIDIS.rgb(RAMP.get(0, column)), pixel(picture, column));
    }
  }

  @Test
  void tintingFollowsTheMaskAndLeavesTheOriginalAlone() {
    Picture plain = Picture.ofMask(RAMP);
    Picture tinted = plain.tint(mask(false, true, false, true).toGray(), Color.RED, "mask");
    assertEquals(pixel(plain, 0), pixel(tinted, 0));
    assertNotEquals(pixel(plain, 1), pixel(tinted, 1));
    assertEquals(0xFFFFFF, pixel(plain, 3));
    assertEquals(ColourMap.mix(0xFFFFFF, 0xFF0000, 0.45), pixel(tinted, 3));
  }

  @Test
  void comparisonTellsMissedFromExtra() {
    Picture compared =
        Picture.ofMask(RAMP)
            .compare(mask(false, true, false, true), mask(false, false, true, true));
    assertEquals(0, pixel(compared, 0));
    assertEquals(Palette.EXTRA.getRGB() & 0xFFFFFF, pixel(compared, 1));
    assertEquals(Palette.MISSED.getRGB() & 0xFFFFFF, pixel(compared, 2));
    assertEquals(ColourMap.mix(0xFFFFFF, Palette.HIT.getRGB(), 0.45), pixel(compared, 3));
    assertTrue(compared.legend().contains(new LegendEntry.Swatch(Palette.MISSED, "missed")));
  }

  @Test
  void touchingCellsGetDifferentColours() {
    int size = 12;
    int[] labels = new int[size * size];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = 5 * (i / size / 4 * 3 + i % size / 4 + 1);
    }
    BufferedImage picture = drawn(Picture.of(new LabelImage(size, size, labels)), 1);
    for (int row = 0; row < size; row++) {
      for (int column = 4; column < size; column += 4) {
        assertNotEquals(picture.getRGB(column - 1, row), picture.getRGB(column, row));
        assertNotEquals(picture.getRGB(row, column - 1), picture.getRGB(row, column));
      }
    }
  }

  @Test
  void outlinesStayInsideTheirCell() {
    int[] labels = new int[100];
    for (int row = 3; row < 7; row++) {
      for (int column = 2; column < 8; column++) {
        labels[row * 10 + column] = 1;
      }
    }
    LabelImage cell = new LabelImage(10, 10, labels);
    int zoom = 8;
    Picture outlined = Picture.blank(10, 10).outlines(cell, Color.BLACK, "cell");
    BufferedImage canvas = drawn(outlined, zoom);
    int dark = 0;
    for (int y = 0; y < canvas.getHeight(); y++) {
      for (int x = 0; x < canvas.getWidth(); x++) {
        if ((canvas.getRGB(x, y) & 0xFF) < 128) {
          dark++;
          assertEquals(1, cell.get(y / zoom, x / zoom), "at " + x + ", " + y);
        }
      }
    }
    double perimeter = 2 * (4 + 6) * zoom;
    assertEquals(perimeter * Overlay.LINE, dark, 0.3 * perimeter * Overlay.LINE);
  }

  @Test
  void cellsAtTheBorderHaveClosedOutlines() {
    BufferedImage canvas =
        drawn(
            Picture.blank(2, 2)
                .outlines(new LabelImage(2, 2, new int[] {3, 3, 3, 3}), Color.BLACK, "cell"),
            20);
    for (int i = 6; i < 34; i++) {
      assertEquals(Color.WHITE.getRGB(), canvas.getRGB(20, i));
    }
    for (int[] side : new int[][] {{20, 0}, {20, 39}, {0, 20}, {39, 20}}) {
      assertTrue(darkNear(canvas, side[0], side[1]), "side at " + side[0] + ", " + side[1]);
    }
  }

  private static boolean darkNear(BufferedImage canvas, int x, int y) {
    for (int step = 0; step < 6; step++) {
      int nearX = x + Integer.signum(20 - x) * step;
      int nearY = y + Integer.signum(20 - y) * step;
      if ((canvas.getRGB(nearX, nearY) & 0xFF) < 128) {
        return true;
      }
    }
    return false;
  }

  @Test
  void layersOfAnotherSizeAreRefused() {
    Picture picture = Picture.ofMask(RAMP);
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> picture.tint(GrayImage.zeros(2, 4), Color.RED, "attention"));
    assertEquals("mask of 2x4: expected 1x4", error.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> picture.outlines(new LabelImage(1, 3, new int[3])));
  }

  @Test
  void aFieldOfZerosLeavesTheGridStraightAndAConstantOneMovesIt() {
    GrayImage none = GrayImage.zeros(9, 9);
    GrayImage two = new GrayImage(9, 9, filled(81, 2));
    Picture straight =
        Picture.blank(9, 9).warpedGrid(new DisplacementField(none, none), 4, Color.BLACK);
    Picture moved =
        Picture.blank(9, 9).warpedGrid(new DisplacementField(two, none), 4, Color.BLACK);
    assertEquals(List.of(0, 4, 8), darkRows(straight));
    assertEquals(List.of(2, 6), darkRows(moved));
  }

  private static List<Integer> darkRows(Picture picture) {
    BufferedImage canvas = drawn(picture, 8);
    // Column 2 of the pixels lies between the vertical lines.
    return IntStream.range(0, 9)
        .filter(row -> (canvas.getRGB(20, row * 8 + 4) & 0xFF) < 200)
        .boxed()
        .toList();
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
