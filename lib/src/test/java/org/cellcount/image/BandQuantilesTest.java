package org.cellcount.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandQuantilesTest {
  private static GrayImage random(long seed) {
    Random random = new Random(seed);
    GrayImage image = GrayImage.zeros(1 + random.nextInt(60), 1 + random.nextInt(60));
    int levels = 1 + random.nextInt(300);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] =
          seed % 2 == 0
              ? random.nextInt(levels) / (float) levels
              : (float) random.nextGaussian() * (seed % 3 == 0 ? 1e-6f : 10);
    }
    return image;
  }

  private static Normalisation.Ends ends(GrayImage image) throws IOException {
    return BandQuantiles.ends(
        (top, rows) -> image.window(top, 0, rows, image.width()), image.height(), image.width());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void agreesWithTheWhole(long seed) throws IOException {
    GrayImage image = random(seed);
    OrderStatistics order = new OrderStatistics(image.pixels());
    assertEquals(Normalisation.Ends.of(order::quantile), ends(image));
  }

  @Test
  void aConstantImageHasOneLevel() throws IOException {
    assertEquals(
        new Normalisation.Ends(0.5f, 0.5f),
        ends(new GrayImage(1, 3, new float[] {0.5f, 0.5f, 0.5f})));
  }

  @ParameterizedTest
  @EnumSource
  void aPartIsNormalisedAsInTheWhole(Normalisation normalisation) throws IOException {
    GrayImage image = random(8);
    // Some rows are no blocks of their own.
    for (int height : new int[] {1, 2, 3, image.height() - 1, image.height()}) {
      GrayImage part = image.window(0, 0, height, image.width());
      GrayImage whole = normalisation.apply(part);
      Normalisation.Levels levels =
          normalisation.levels(
              (top, rows) -> part.window(top, 0, rows, part.width()), height, part.width());
      for (int row = 0; row < height; row++) {
        assertEquals(
            whole.window(row, 0, 1, image.width()),
            normalisation.apply(part.window(row, 0, 1, image.width()), levels, row));
      }
    }
  }

  @Test
  void whatIsNoNumberIsRefused() {
    GrayImage image = new GrayImage(1, 2, new float[] {0, Float.NaN});
    var e = assertThrows(IllegalArgumentException.class, () -> ends(image));
    assertEquals("image value NaN: expected a number", e.getMessage());
  }
}
