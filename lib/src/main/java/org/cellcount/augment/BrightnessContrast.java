package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;

/**
 * Multiplies all intensities by one factor, then their differences from the image's mean by
 * another, both drawn evenly from 1 - amount to 1 + amount. What leaves 0..1 is set to the nearer
 * end after each step, as a detector saturates.
 *
 * @param amount 0..1
 */
public record BrightnessContrast(double amount) implements Augmenter {
  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public BrightnessContrast {
    Checks.between("amount", amount, 0, 1);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    float brightness = factor(random);
    float contrast = factor(random);
    float[] from = sample.image().pixels();
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = clip(from[i] * brightness);
    }
    double sum = 0;
    for (float value : to) {
      sum += value;
    }
    float mean = (float) (sum / to.length);
    for (int i = 0; i < to.length; i++) {
      to[i] = clip((to[i] - mean) * contrast + mean);
    }
    return new CellSample(
        new GrayImage(sample.image().height(), sample.image().width(), to),
        sample.mask(),
        sample.labels());
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
