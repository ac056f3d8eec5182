package org.cellcount.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalisationTest {
  @Test
  void noneLeavesTheImage() {
    GrayImage image = new GrayImage(1, 2, new float[] {0.1f, 0.7f});
    assertSame(image, Normalisation.NONE.apply(image));
  }

  @Test
  void percentilesOfARamp() {
    // 1001 values 0, 0.001 .. 1: p1 is 0.01, p99.8 is 0.998.
    float[] ramp = new float[1001];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i / 1000f;
    }
    GrayImage image = new GrayImage(7, 143, shuffled(ramp));
    GrayImage before = image.copy();
    GrayImage stretched = Normalisation.PERCENTILE.apply(image);
    for (int i = 0; i < ramp.length; i++) {
      double expected = (image.pixels()[i] - 0.01) / 0.988;
      assertEquals(Math.max(0, Math.min(1, expected)), stretched.pixels()[i], 1e-6);
    }
    assertEquals(before, image);
  }

  @Test
  void exposureDoesNotMatter() {
    Random random = new Random(1);
    GrayImage image = GrayImage.zeros(20, 30);
    GrayImage dim = GrayImage.zeros(20, 30);
    for (int i = 0; i < 600; i++) {
      image.pixels()[i] = random.nextFloat();
      dim.pixels()[i] = 0.01f + image.pixels()[i] / 16;
    }
    assertArrayEquals(
        Normalisation.PERCENTILE.apply(image).pixels(),
        Normalisation.PERCENTILE.apply(dim).pixels(),
        1e-5f);
  }

  @Test
  void constantImageBecomesZeros() {
    float[] constant = new float[100];
    Arrays.fill(constant, 0.3f);
    assertEquals(
        GrayImage.zeros(10, 10), Normalisation.PERCENTILE.apply(new GrayImage(10, 10, constant)));
    assertEquals(
        GrayImage.zeros(1, 1),
        Normalisation.PERCENTILE.apply(new GrayImage(1, 1, new float[] {0.3f})));
  }

  @Test
  void fewBrightPixelsOnBlackStayVisible() {
    GrayImage image = GrayImage.zeros(100, 100);
    image.pixels()[5] = 0.5f;
    GrayImage stretched = Normalisation.PERCENTILE.apply(image);
    assertEquals(1, stretched.pixels()[5]);
    assertEquals(0, stretched.pixels()[6]);
  }

  @Test
  void cubeRootLiftsDimCells() {
    // Ten dark pixels, ten glaring ones, and between them cells of 1/8, 1/27 and 1/64 of the glare.
    GrayImage image = GrayImage.zeros(1, 100);
    Arrays.fill(image.pixels(), 10, 20, 0.8f);
    Arrays.fill(image.pixels(), 20, 100, 0.8f / 8);
    image.pixels()[50] = 0.8f / 27;
    image.pixels()[51] = 0.8f / 64;
    GrayImage lifted = Normalisation.CUBE_ROOT.apply(image);
    assertEquals(0, lifted.pixels()[0]);
    assertEquals(1, lifted.pixels()[10]);
    assertEquals(1 / 2.0, lifted.pixels()[30], 1e-6);
    assertEquals(1 / 3.0, lifted.pixels()[50], 1e-6);
    assertEquals(1 / 4.0, lifted.pixels()[51], 1e-6);
  }

  @Test
  void nanIsRefused() {
    GrayImage image = new GrayImage(1, 2, new float[] {0, Float.NaN});
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Normalisation.PERCENTILE.apply(image));
    assertEquals("image value NaN: expected a number", e.getMessage());
  }

  @Test
  void namesAreFoundOrListed() {
    assertEquals(Normalisation.CUBE_ROOT, Normalisation.of("CUBE_ROOT"));
    assertEquals(Normalisation.PERCENTILE, Normalisation.of("Percentile"));
    assertEquals(Normalisation.NONE, Normalisation.of("none"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Normalisation.of("zscore"));
    assertEquals(
        "unknown normalisation 'zscore', expected one of none, percentile, cube root, robust",
        e.getMessage());
  }

  private static float[] shuffled(float[] values) {
    float[] shuffled = values.clone();
    Random random = new Random(3);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    return shuffled;
  }
}
