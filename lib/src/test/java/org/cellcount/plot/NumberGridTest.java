package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

/** Tests of {@link NumberGrid}. */
class NumberGridTest {
  private static final GrayImage VALUES = new GrayImage(2, 3, new float[] {-4, 0, 4, 2, 1, -2});

  @Test
  void squaresHaveTheValuesFromTheTopDown() {
    List<? extends Number[]> squares =
        NumberGrid.chart("", VALUES).getHeatMapSeries().getHeatData();

    assertEquals(-4, value(squares, 0, 1));
    assertEquals(4, value(squares, 2, 1));
    assertEquals(2, value(squares, 0, 0));
    assertEquals(-2, value(squares, 2, 0));
  }

  private static double value(List<? extends Number[]> squares, int column, int rowFromBelow) {
    for (Number[] square : squares) {
      if (square[0].intValue() == column && square[1].intValue() == rowFromBelow) {
        return square[2].doubleValue();
      }
    }
    throw new AssertionError("no square at " + column + ", " + rowFromBelow);
  }

  @Test
  void whatIsBelowZeroIsOrangeAndWhatIsAboveBlue() {
    BufferedImage drawn = NumberGrid.of("numbers", VALUES);
    int row = drawn.getHeight() - 75;

    Color below = new Color(drawn.getRGB(30, row));
    Color above = new Color(drawn.getRGB(drawn.getWidth() - 30, row));

    assertTrue(below.getRed() > below.getBlue() + 50, below.toString());
    assertTrue(above.getBlue() > above.getRed() + 50, above.toString());
  }

  @Test
  void wholeNumbersHaveNoDecimals() {
    BufferedImage whole = NumberGrid.of("", new GrayImage(2, 2, new float[] {1, 2, 3, 4}));
    BufferedImage parts = NumberGrid.of("", new GrayImage(2, 2, new float[] {1, 2, 3.25f, 4}));

    assertEquals("0", pattern(new float[] {1, 2, 3, 4}));
    assertEquals("0.00", pattern(new float[] {1, 2, 3.25f, 4}));
    assertNotEquals(ink(whole), ink(parts));
  }

  private static String pattern(float[] values) {
    return NumberGrid.chart("", new GrayImage(2, 2, values))
        .getStyler()
        .getHeatMapValueDecimalPattern();
  }

  private static long ink(BufferedImage image) {
    long dark = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        dark += new Color(image.getRGB(x, y)).getGreen() < 100 ? 1 : 0;
      }
    }
    return dark;
  }

  @Test
  void fewNumbersAreEnough() {
    BufferedImage drawn = NumberGrid.of("a title", new GrayImage(2, 2, new float[] {1, 0, 0, 1}));

    assertTrue(drawn.getWidth() < 140, drawn.toString());
    assertTrue(ink(drawn) > 100, "title and numbers");
  }

  @Test
  void oneRowIsRefused() {
    GrayImage row = new GrayImage(1, 3, new float[3]);

    String message =
        assertThrows(IllegalArgumentException.class, () -> NumberGrid.of("", row)).getMessage();

    assertEquals("values GrayImage 1x3: expected at least 2x2 of them", message);
  }
}
