package org.cellcount.count;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianTest {
  private static GrayImage noise(Random random, int height, int width) {
    GrayImage image = GrayImage.zeros(height, width);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = 20 * random.nextFloat() - 10;
    }
    return image;
  }

  @Test
  void anImpulseBecomesTheBell() {
    GrayImage impulse = GrayImage.zeros(1, 41);
    impulse.pixels()[20] = 1;
    // Cut at 4 * 0.5 = 2 pixels; across, all weights fall on the one row.
    double near = Math.exp(-2);
    double far = Math.exp(-8);
    double sum = 1 + 2 * near + 2 * far;
    float[] narrow = Gaussian.smooth(impulse, 0.5).pixels();
    assertEquals(1 / sum, narrow[20], 1e-7);
    assertEquals(near / sum, narrow[19], 1e-7);
    assertEquals(far / sum, narrow[22], 1e-7);
    assertEquals(0, narrow[23]);
    float[] wide = Gaussian.smooth(impulse, 2).pixels();
    for (int k = 1; k <= 8; k++) {
      assertEquals(Math.exp(-k * k / 8.0), wide[20 + k] / wide[20], 1e-6);
      assertEquals(wide[20 - k], wide[20 + k]);
    }
    assertEquals(0, wide[29]);
  }

  @Test
  void noneChangesNothing() {
    GrayImage image = noise(new Random(1), 5, 6);
    assertEquals(image, Gaussian.smooth(image, 0));
  }

  @Test
  void aConstantStays() {
    for (double sigma : new double[] {0.3, 0.7, 1, 5, 100}) {
      float[] constant = new float[77];
      Arrays.fill(constant, 3);
      assertArrayEquals(
          constant, Gaussian.smooth(new GrayImage(7, 11, constant), sigma).pixels(), 1e-5f);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.7, 1, 1.4, 2.5, 6})
  void agreesWithTheDefinition(double sigma) {
    Random random = new Random(2);
    int[][] sizes = {{1, 1}, {1, 9}, {9, 1}, {2, 3}, {8, 5}, {17, 23}};
    for (int[] size : sizes) {
      GrayImage image = noise(random, size[0], size[1]);
      GrayImage before = image.copy();
      assertArrayEquals(
          byDefinition(image, sigma).pixels(), Gaussian.smooth(image, sigma).pixels(), 2e-5f);
      assertEquals(before, image);
    }
  }

  private static GrayImage byDefinition(GrayImage image, double sigma) {
    int radius = (int) (4 * sigma + 0.5);
    double total = 0;
    for (int k = -radius; k <= radius; k++) {
      total += bell(k, sigma);
    }
    GrayImage smooth = GrayImage.zeros(image.height(), image.width());
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        double sum = 0;
        for (int dr = -radius; dr <= radius; dr++) {
          for (int dc = -radius; dc <= radius; dc++) {
            sum +=
                bell(dr, sigma)
                    * bell(dc, sigma)
                    * image.get(
                        mirror(row + dr, image.height()), mirror(column + dc, image.width()));
          }
        }
        smooth.pixels()[row * image.width() + column] = (float) (sum / total / total);
      }
    }
    return smooth;
  }

  private static double bell(int k, double sigma) {
    return Math.exp(-0.5 * k * k / (sigma * sigma));
  }

  /** d c b a | a b c d | d c b a, as often as needed. */
  private static int mirror(int i, int size) {
    int inside = i;
    while (inside < 0 || inside >= size) {
      inside = inside < 0 ? -1 - inside : 2 * size - 1 - inside;
    }
    return inside;
  }

  @Test
  void sigmaOutOfRangeIsRefused() {
    GrayImage image = GrayImage.zeros(2, 2);
    for (double sigma : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY, 101}) {
      var e = assertThrows(IllegalArgumentException.class, () -> Gaussian.smooth(image, sigma));
      assertEquals("sigma " + sigma + ": expected 0 to 100", e.getMessage());
    }
  }
}
