package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.cellcount.image.GrayImage;
import org.cellcount.model.UNet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {
  static GrayImage noise(int height, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    return new GrayImage(height, width, pixels);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1000000, 1",
    "128, 128, 1000000, 1",
    "37, 211, 1000000, 1",
    "289, 288, 1, 2",
    "700, 500, 90000, 16",
    "40, 1000, 20000, 1"
  })
  void thePartsMakeUpTheWhole(int height, int width, int maxPixels, int tiles) {
    GrayImage image = noise(height, width, 3);
    Tiling tiling = new Tiling(UNet.PLAIN, height, width, maxPixels);
    assertEquals(0, tiling.tileHeight() % UNet.PLAIN.stride());
    assertEquals(0, tiling.tileWidth() % UNet.PLAIN.stride());
    float[] tile = new float[tiling.tileHeight() * tiling.tileWidth()];
    float[] joined = new float[height * width];
    int[] decided = new int[height * width];
    for (Tiling.Tile part : tiling.tiles()) {
      tiling.cut(image, part, tile, 0);
      tiling.paste(tile, 0, part, joined, 0);
      for (int row = part.fromRow(); row < part.toRow(); row++) {
        for (int column = part.fromColumn(); column < part.toColumn(); column++) {
          decided[row * width + column]++;
        }
      }
    }
    assertArrayEquals(image.pixels(), joined);
    for (int times : decided) {
      assertEquals(1, times);
    }
    assertEquals(tiles, tiling.tiles().size());
  }

  @ParameterizedTest
  @CsvSource({"700, 500, 90000", "40, 1000, 20000"})
  void whatIsKeptHasItsContext(int height, int width, int maxPixels) {
    Tiling tiling = new Tiling(UNet.PLAIN, height, width, maxPixels);
    for (Tiling.Tile tile : tiling.tiles()) {
      assertContext(tile.row(), tile.fromRow(), tile.toRow(), tiling.tileHeight(), height);
      assertContext(tile.column(), tile.fromColumn(), tile.toColumn(), tiling.tileWidth(), width);
    }
  }

  @ParameterizedTest
  @CsvSource({"1024, 1024, 700000, 1.2", "1024, 2000, 700000, 1.4", "3000, 5000, 1400000, 1.4"})
  void littleIsComputedTwice(int height, int width, int maxPixels, double times) {
    Tiling tiling = new Tiling(UNet.PLAIN, height, width, maxPixels);
    long tile = (long) tiling.tileHeight() * tiling.tileWidth();
    assertTrue(tile <= maxPixels);
    double computed = (double) tile * tiling.tiles().size() / height / width;
    assertTrue(computed < times, computed + " times the image");
  }

  @ParameterizedTest
  @CsvSource({"1500, 32768, 900000, 948", "1500, 32768, 90000, 300", "700, 500, 90000, 1"})
  void tilesAreNoHigherThanAsked(int height, int width, int maxPixels, int maxHeight) {
    Tiling tiling = new Tiling(UNet.PLAIN, height, width, maxPixels, maxHeight);
    int least = 3 * UNet.PLAIN.margin();
    assertTrue(tiling.tileHeight() <= Math.max(least, maxHeight), tiling.tileHeight() + " rows");
    assertTrue(
        (long) tiling.tileHeight() * tiling.tileWidth() <= Math.max(maxPixels, least * least));
  }

  private static void assertContext(int start, int from, int to, int tile, int length) {
    assertTrue(from == 0 ? start == 0 : from - start >= UNet.PLAIN.margin());
    assertTrue(start + tile < length + UNet.PLAIN.stride());
    if (to < length) {
      assertTrue(start + tile - to >= UNet.PLAIN.margin());
    }
  }
}
