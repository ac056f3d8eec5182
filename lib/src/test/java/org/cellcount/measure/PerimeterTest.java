package org.cellcount.measure;

import static org.cellcount.testing.Grids.labels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PerimeterTest {
  private static double[] measure(LabelImage labels) {
    GrayImage dark = GrayImage.zeros(labels.height(), labels.width());
    return Cells.measure(labels, dark).stream().mapToDouble(Cell::perimeter).toArray();
  }

  /** What scikit-image 0.26's {@code perimeter(image, neighborhood=4)} gives. */
  static Stream<Arguments> shapes() {
    double root2 = Math.sqrt(2);
    return Stream.of(
        Arguments.of(0, new String[] {"1"}),
        Arguments.of(3, new String[] {"11111"}),
        Arguments.of(4, new String[] {"11", "11"}),
        Arguments.of(8, new String[] {"111", "111", "111"}),
        Arguments.of(root2, new String[] {"1..", ".1.", "..1"}),
        Arguments.of(4 * root2, new String[] {".1.", "111", ".1."}),
        Arguments.of(4, new String[] {"1...", "1...", "1111"}),
        Arguments.of(4, new String[] {"11111", "..1..", "..1.."}),
        Arguments.of(14, new String[] {"11111", "1...1", "1...1", "11111"}),
        Arguments.of(
            12 * root2,
            new String[] {
              "...1...", "..111..", ".11111.", "1111111", ".11111.", "..111..", "...1..."
            }),
        Arguments.of(
            18.727922061357855,
            new String[] {
              "..111..", ".11111.", "1111111", "1111111", ".111111", "..1111.", "...11.."
            }));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void agreesWithScikitImage(double expected, String... rows) {
    assertArrayEquals(new double[] {expected}, measure(labels(rows)), 1e-12);
  }

  @Test
  void aDiscIsNearlyRound() {
    int[] disc = new int[41 * 41];
    int area = 0;
    for (int i = 0; i < disc.length; i++) {
      int y = i / 41 - 20;
      int x = i % 41 - 20;
      disc[i] = x * x + y * y <= 100 ? 1 : 0;
      area += disc[i];
    }
    double perimeter = measure(new LabelImage(41, 41, disc))[0];
    assertEquals(65.94112549695429, perimeter, 1e-9);
    assertEquals(2 * Math.PI * 10, perimeter, 0.06 * perimeter);
    assertEquals(0.9161, 4 * Math.PI * area / (perimeter * perimeter), 1e-4);
  }

  @Test
  void touchingCellsHaveOutlinesOfTheirOwn() {
    LabelImage pair = labels("111222", "111222", "111222");
    assertArrayEquals(new double[] {8, 8}, measure(pair), 1e-12);
  }
}
