package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class BrightnessContrastTest {
  private static GrayImage apply(double amount, float[] row, long seed) {
    GrayImage image = Samples.gray(new float[][] {row});
    return new BrightnessContrast(amount)
        .apply(new CellSample(image, image, Optional.empty()), new SplittableRandom(seed))
        .image();
  }

  @Test
  void brightnessScalesTheMeanAndContrastTheSpread() {
    double lowest = 2;
    double highest = 0;
    for (long seed = 0; seed < 1000; seed++) {
      GrayImage image = apply(0.15, new float[] {.4f, .5f, .6f}, seed);
      double brightness = image.get(0, 1) / 0.5;
      double spread = (image.get(0, 2) - image.get(0, 0)) / 0.2;
      double contrast = spread / brightness;
      assertEquals(image.get(0, 1), (image.get(0, 0) + image.get(0, 2)) / 2, 1e-6);
      assertTrue(contrast > 0.85 - 1e-5 && contrast < 1.15 + 1e-5, "contrast " + contrast);
      lowest = Math.min(lowest, brightness);
      highest = Math.max(highest, brightness);
    }
    assertEquals(0.85, lowest, 0.002);
    assertEquals(1.15, highest, 0.002);
  }

  @Test
  void amountZeroChangesNothing() {
    GrayImage image = apply(0, new float[] {0, .25f, .5f, 1}, 3);
    assertEquals(Samples.gray(new float[][] {{0, .25f, .5f, 1}}), image);
  }

  @Test
  void saturatesLikeADetector() {
    boolean saturated = false;
    for (long seed = 0; seed < 100; seed++) {
      GrayImage image = apply(1, new float[] {0, .25f, .75f, 1}, seed);
      for (float value : image.pixels()) {
        assertTrue(value >= 0 && value <= 1, "value " + value);
      }
      saturated |= image.get(0, 2) == 1;
    }
    assertTrue(saturated, "no seed reached saturation");
  }

  @Test
  void refusesAnAmountOutsideZeroToOne() {
    assertEquals(
        "amount -0.1: expected 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> new BrightnessContrast(-0.1))
            .getMessage());
  }
}
