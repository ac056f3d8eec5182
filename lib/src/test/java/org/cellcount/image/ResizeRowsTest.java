package org.cellcount.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeRowsTest {
  @ParameterizedTest
  @CsvSource({"40, 30, 13, 11", "40, 30, 40, 30", "40, 30, 39, 7", "9, 8, 31, 20", "5, 5, 1, 1"})
  void rowsAreThoseOfTheWhole(int height, int width, int toHeight, int toWidth) {
    Random random = new Random(1);
    GrayImage image = GrayImage.zeros(height, width);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = random.nextFloat();
    }
    GrayImage whole = Resize.to(image, toHeight, toWidth);
    for (int top = 0; top < toHeight; top++) {
      int rows = Math.min(3, toHeight - top);
      int[] from = Resize.sources(height, toHeight, top, rows);
      GrayImage band = image.window(from[0], 0, from[1] - from[0], width);
      assertEquals(
          whole.window(top, 0, rows, toWidth),
          Resize.rows(band, from[0], height, toHeight, toWidth, top, rows));
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 5, 7, 5", "7, 5, 16, 33", "1, 1, 4, 3"})
  void labelsComeRowByRow(int height, int width, int toHeight, int toWidth) throws IOException {
    int[] labels = new int[height * width];
    Arrays.setAll(labels, i -> i);
    LabelImage image = new LabelImage(height, width, labels);
    Rows<int[]> rows = Resize.to(Rows.of(image), toHeight, toWidth);
    LabelImage whole = Resize.to(image, toHeight, toWidth);
    try (Rows.Cursor<int[]> cursor = rows.open()) {
      for (int row = 0; row < toHeight; row++) {
        assertArrayEquals(whole.window(row, 0, 1, toWidth).labels(), cursor.next(), "row " + row);
      }
    }
  }
}
