package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;

/**
 * Multiplies all intensities by one factor, then their differences from the image's mean by
 * another, both drawn evenly from 1 - amount to 1 + amount. What leaves 0..1 is set to the nearer
 * end after each step, as a detector saturates.
 *
 * @param amount 0..1
 */
public record BrightnessContrast(double amount) implements IntensityChange {
  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public BrightnessContrast {
    Require.between("amount", amount, 0, 1);
  }

  @Override
  public void change(float[] pixels, RandomGenerator random) {
    float brightness = factor(random);
    float contrast = factor(random);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = clip(pixels[i] * brightness);
    }
    float mean = (float) mean(pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = clip((pixels[i] - mean) * contrast + mean);
    }
  }

  /** Four sums at once: a single one would wait for each addition to end. */
  private static double mean(float[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < values.length; i++) {
      a += values[i];
    }
    return (a + b + c + d) / values.length;
  }

  private float factor(RandomGenerator random) {
    return (float) (1 + amount * (2 * random.nextDouble() - 1));
  }

  private static float clip(float value) {
    return Math.max(0, Math.min(1, value));
  }

  @Override
  public String label() {
    return "brightness and contrast";
  }
}
