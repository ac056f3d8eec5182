package org.cellcount.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastTest {
  private static final int SIDE = 384;
  private static final float GROUND = 0.05f;
  private static final float CELL = 0.03f;

  /** Box means of a radius, three times over, of Gaussian noise; of deviation 1 again. */
  private static float[] noise(int side, int radius, long seed) {
    Random random = new Random(seed);
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    for (int time = 0; time < (radius == 0 ? 0 : 3); time++) {
      values = transposedMeans(transposedMeans(values, side, radius), side, radius);
    }
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    float deviation = (float) Math.sqrt(squares / values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] /= deviation;
    }
    return values;
  }

  private static float[] transposedMeans(float[] values, int side, int radius) {
    float[] means = new float[values.length];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        float sum = 0;
        for (int k = -radius; k <= radius; k++) {
          sum += values[row * side + Math.floorMod(column + k, side)];
        }
        means[column * side + row] = sum / (2 * radius + 1);
      }
    }
    return means;
  }

  private static GrayImage ground(int side, long seed) {
    GrayImage image = GrayImage.zeros(side, side);
    Random random = new Random(seed);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = GROUND + 0.001f * (float) random.nextGaussian();
    }
    return image;
  }

  private static void add(GrayImage image, int row, int column, int radius, float light) {
    for (int r = row - radius; r <= row + radius; r++) {
      for (int c = column - radius; c <= column + radius; c++) {
        if (Math.hypot(r - row, c - column) <= radius) {
          image.pixels()[r * image.width() + c] += light;
        }
      }
    }
  }

  /** Discs of one brightness on a ground with a little noise. */
  private static GrayImage field() {
    GrayImage image = ground(SIDE, 1);
    for (int row = 16; row < SIDE - 16; row += 32) {
      for (int column = 16; column < SIDE - 16; column += 32) {
        add(image, row, column, 7, CELL);
      }
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8})
  void noiseOfAnyBlurIsEmpty(int radius) {
    for (int seed = 0; seed < 5; seed++) {
      float[] noise = noise(SIDE, radius, seed);
      GrayImage image = GrayImage.zeros(SIDE, SIDE);
      for (int i = 0; i < noise.length; i++) {
        image.pixels()[i] = GROUND + 0.005f * noise[i];
      }
      assertTrue(Contrast.of(image).isEmpty(), "blur " + radius + ", seed " + seed);
    }
  }

  @Test
  void aConstantImageAndOneOfAFewStepsAreEmpty() {
    GrayImage image = GrayImage.zeros(SIDE, SIDE);
    assertTrue(Contrast.of(image).isEmpty());
    Random random = new Random(1);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = (7 + random.nextInt(3)) / 255f;
    }
    assertTrue(Contrast.of(image).isEmpty());
  }

  @Test
  void aFieldWithCellsIsNotEmpty() {
    Contrast contrast = Contrast.of(field());
    assertFalse(contrast.isEmpty());
    assertEquals(CELL, contrast.range(), 0.15 * CELL);
  }

  @Test
  void oneSmallDimCellInALargeFieldIsSeen() {
    GrayImage image = ground(SIDE, 2);
    add(image, 200, 100, 5, 0.02f);
    Contrast contrast = Contrast.of(image);
    assertFalse(contrast.isEmpty());
    GrayImage seen = contrast.stretch(image, 0, 4);
    assertTrue(seen.get(200, 100) > 3 * seen.get(40, 300), "as dark as the ground");
  }

  @Test
  void hotPixelsHardlyMoveTheRange() {
    GrayImage image = field();
    Random random = new Random(3);
    for (int i = 0; i < image.pixels().length / 200; i++) {
      image.pixels()[random.nextInt(image.pixels().length)] = i % 5 == 0 ? 0 : 1;
    }
    assertHardlyMoved(image);
  }

  @Test
  void aBlockOfDebrisHardlyMovesTheRange() {
    GrayImage image = field();
    for (int row = 300; row < 360; row++) {
      for (int column = 20; column < 80; column++) {
        image.pixels()[row * SIDE + column] = 1;
      }
    }
    assertHardlyMoved(image);
  }

  @Test
  void aRampHardlyMovesTheRangeAndGoesWithTheBackground() {
    GrayImage image = field();
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] += 0.02f * (i % SIDE) / SIDE;
    }
    assertHardlyMoved(image);
    GrayImage seen = Contrast.of(image).stretch(image, 0, 4);
    assertEquals(0, (seen.get(100, 160) - seen.get(100, 256)), 0.3);
  }

  private static void assertHardlyMoved(GrayImage image) {
    Contrast contrast = Contrast.of(image);
    assertFalse(contrast.isEmpty());
    float before = Contrast.of(field()).range();
    assertEquals(before, contrast.range(), 0.3 * before);
  }

  @Test
  void measuredInBandsItIsTheSame() throws IOException {
    for (int[] size : new int[][] {{1, 1}, {2, 9}, {7, 5}, {300, 256}, {1031, 4200}}) {
      GrayImage image = GrayImage.zeros(size[0], size[1]);
      Random random = new Random(4);
      for (int i = 0; i < image.pixels().length; i++) {
        image.pixels()[i] = random.nextFloat() * random.nextFloat();
      }
      Contrast whole = Contrast.of(image);
      Contrast banded =
          Contrast.of((row, rows) -> image.window(row, 0, rows, image.width()), size[0], size[1]);
      assertEquals(whole.isEmpty(), banded.isEmpty());
      assertEquals(whole.range(), banded.range());
      assertEquals(whole.stretch(image, 0, 1), banded.stretch(image, 0, 1));
    }
  }

  @Test
  void nanIsRefusedWhereverItIs() {
    for (int at : new int[] {0, 4, 35, 63}) {
      GrayImage image = GrayImage.zeros(8, 8);
      image.pixels()[at] = Float.NaN;
      var e = assertThrows(IllegalArgumentException.class, () -> Contrast.of(image));
      assertEquals("image value NaN: expected a number", e.getMessage(), "at " + at);
    }
  }

  @Test
  void tinyImagesAreMeasured() {
    for (int height = 1; height <= 5; height++) {
      for (int width = 1; width <= 5; width++) {
        GrayImage image = GrayImage.zeros(height, width);
        assertTrue(Contrast.of(image).isEmpty());
        for (int i = 0; i < height * width; i++) {
          image.pixels()[i] = (float) i / (height * width);
        }
        GrayImage seen = Normalisation.ROBUST.apply(image);
        assertEquals(height, seen.height());
        assertEquals(width, seen.width());
        for (float value : seen.pixels()) {
          assertTrue(value >= 0 && value <= 1, "a value of " + value);
        }
      }
    }
  }

  @Test
  void aPartOfAnotherImageIsRefused() {
    Contrast contrast = Contrast.of(field());
    GrayImage other = GrayImage.zeros(2, SIDE + 1);
    var e = assertThrows(IllegalArgumentException.class, () -> contrast.stretch(other, 0, 1));
    assertEquals("image of 2x385 from row 0: expected a part of 384x384", e.getMessage());
  }

  @Test
  void robustIsTheSameOfAnyExposure() {
    GrayImage image = field();
    GrayImage other = image.copy();
    for (int i = 0; i < other.pixels().length; i++) {
      other.pixels()[i] = 0.02f + 0.5f * other.pixels()[i];
    }
    GrayImage seen = Normalisation.ROBUST.apply(image);
    GrayImage otherSeen = Normalisation.ROBUST.apply(other);
    for (int i = 0; i < seen.pixels().length; i++) {
      assertTrue(seen.pixels()[i] >= 0 && seen.pixels()[i] <= 1);
      // Of the linear scale: near 0 the cube root magnifies what a float rounds off.
      assertEquals(
          Math.pow(seen.pixels()[i], 3), Math.pow(otherSeen.pixels()[i], 3), 1e-3, "pixel " + i);
    }
    // Ordinary cells lie at a quarter of the scale.
    assertEquals(Math.cbrt(0.25), seen.get(16, 16), 0.06);
    assertTrue(seen.get(0, 0) < 0.35, "the ground is at " + seen.get(0, 0));
  }

  @Test
  void robustGivesZerosWhereNothingIs() {
    GrayImage image = ground(SIDE, 5);
    GrayImage before = image.copy();
    assertEquals(GrayImage.zeros(SIDE, SIDE), Normalisation.ROBUST.apply(image));
    assertEquals(GrayImage.zeros(SIDE, SIDE), Normalisation.ROBUST.begin(image));
    assertEquals(before, image);
  }

  @Test
  void whatIsBegunAndFinishedIsWhatIsApplied() {
    GrayImage image = field();
    GrayImage begun = Normalisation.ROBUST.begin(image);
    assertEquals(0.25, begun.get(16, 16), 0.05);
    GrayImage finished = Normalisation.ROBUST.finish(begun);
    GrayImage applied = Normalisation.ROBUST.apply(image);
    double sum = 0;
    for (int i = 0; i < image.pixels().length; i++) {
      sum += Math.abs(applied.pixels()[i] - finished.pixels()[i]);
    }
    assertTrue(sum / image.pixels().length < 0.02, sum / image.pixels().length + " apart");
    for (Normalisation other : Normalisation.values()) {
      if (other != Normalisation.ROBUST) {
        assertEquals(other.apply(image), other.finish(other.begin(image)));
      }
    }
  }

  @Test
  void threeIntensitiesAreAMaskAndFourAnImage() {
    GrayImage image = GrayImage.zeros(SIDE, SIDE);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = i / 24 % 4 == 0 && i / (24 * SIDE) % 4 == 0 ? 1 - i % 2 / 4f : 0;
    }
    assertTrue(Contrast.of(image).isMask());
    for (int i = 0; i < SIDE * 4; i++) {
      image.pixels()[i] = 0.25f;
    }
    assertFalse(Contrast.of(image).isMask());
    assertFalse(Contrast.of(GrayImage.zeros(SIDE, SIDE)).isMask());
  }
}
