package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

/** Stuck pixels, a full detector, noise, few steps, and what is applied only sometimes. */
class WornCameraTest {
  private static final int SIDE = 64;

  private static float[] filled(float value) {
    float[] pixels = new float[SIDE * SIDE];
    Arrays.fill(pixels, value);
    return pixels;
  }

  private static void assertFails(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }

  @Test
  void stuckPixelsAreFewAndBlackOrWhite() {
    int most = 0;
    for (int seed = 0; seed < 50; seed++) {
      float[] pixels = filled(0.4f);
      new HotPixels(0.05).change(pixels, new SplittableRandom(seed));
      int white = 0;
      int black = 0;
      for (float pixel : pixels) {
        assertTrue(pixel == 0.4f || pixel == 0 || pixel == 1, "a pixel of " + pixel);
        white += pixel == 1 ? 1 : 0;
        black += pixel == 0 ? 1 : 0;
      }
      most = Math.max(most, white + black);
      assertTrue(white + black <= 0.05 * pixels.length);
      assertTrue(white + black < 20 || white > black);
    }
    assertTrue(most > 0.04 * SIDE * SIDE, "at most " + most);
    assertFails("largest share 0.2: expected 0 to 0.1", () -> new HotPixels(0.2));
  }

  @Test
  void saturationCutsAtOneLevel() {
    double least = 1;
    for (int seed = 0; seed < 50; seed++) {
      float[] pixels = new float[101];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = i / 100f;
      }
      new Saturation(0.2).change(pixels, new SplittableRandom(seed));
      float level = pixels[100];
      least = Math.min(least, level);
      for (int i = 0; i < pixels.length; i++) {
        assertEquals(Math.min(i / 100f, level), pixels[i]);
      }
    }
    assertEquals(0.2, least, 0.03);
    assertFails("lowest level 0.0: expected above 0, up to 1", () -> new Saturation(0));
    assertFails("lowest level 1.5: expected above 0, up to 1", () -> new Saturation(1.5));
  }

  @Test
  void noiseIsAsStrongAsItsBoundsAndStrongerInTheLight() {
    double least = 1;
    double most = 0;
    double brightMost = 0;
    for (int seed = 0; seed < 100; seed++) {
      // Far enough from 0 and 1 that nothing is clipped.
      double deviation = deviation(0.15f, seed);
      least = Math.min(least, deviation);
      most = Math.max(most, deviation);
      brightMost = Math.max(brightMost, deviation(0.85f, seed));
    }
    assertTrue(least < 0.0015 && least > 0.0009, "least " + least);
    assertTrue(most > 0.015 && most < 0.03, "most " + most);
    assertTrue(brightMost > 1.5 * most && brightMost < 0.06, "in the light " + brightMost);
    assertFails("strongest 0.0: expected 0.001 to 1", () -> new CameraNoise(0));
  }

  private static double deviation(float level, int seed) {
    float[] pixels = filled(level);
    new CameraNoise(0.02).change(pixels, new SplittableRandom(seed));
    double squares = 0;
    for (float pixel : pixels) {
      squares += (pixel - level) * (pixel - level);
    }
    return Math.sqrt(squares / pixels.length);
  }

  @Test
  void fewStepsAreEvenAndEndAtTheBrightest() {
    for (int seed = 0; seed < 50; seed++) {
      float[] pixels = new float[1001];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = 0.8f * i / 1000;
      }
      new FewSteps(4).change(pixels, new SplittableRandom(seed));
      TreeSet<Float> levels = new TreeSet<>();
      for (int i = 0; i < pixels.length; i++) {
        levels.add(pixels[i]);
        assertEquals(0.8 * i / 1000, pixels[i], 0.8 / 4 / 2 + 1e-6);
      }
      double step = levels.higher(0f);
      assertTrue(levels.size() >= 5 && levels.size() <= 258, levels.size() + " levels");
      for (float level : levels) {
        assertEquals(Math.rint(level / step), level / step, 1e-3);
      }
    }
    float[] black = filled(0);
    new FewSteps(2).change(black, new SplittableRandom(1));
    assertEquals(new GrayImage(SIDE, SIDE, filled(0)), new GrayImage(SIDE, SIDE, black));
    assertFails("fewest steps 1: expected 2 to 256", () -> new FewSteps(1));
    assertFails("fewest steps 257: expected 2 to 256", () -> new FewSteps(257));
  }

  @Test
  void sometimesIsAShareOfTheTime() {
    CellSample sample = Samples.discs(16, 16);
    Augmenter sometimes = new Sometimes(0.3, new Saturation(0.5));
    int changed = 0;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      changed += sometimes.apply(sample, random).equals(sample) ? 0 : 1;
    }
    assertEquals(300, changed, 50);
    assertEquals("saturation", sometimes.label());
    Augmenter never = new Sometimes(0, new NoCells());
    assertSame(sample, never.apply(sample, new SplittableRandom(1)));
    assertFails("probability 1.1: expected 0 to 1", () -> new Sometimes(1.1, new NoCells()));
    assertThrows(IllegalArgumentException.class, () -> new Sometimes(0.5, null));
  }
}
