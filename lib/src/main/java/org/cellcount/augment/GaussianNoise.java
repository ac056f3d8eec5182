package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;

/**
 * Adds independent Gaussian noise to every pixel. What leaves 0..1 is set to the nearer end, as a
 * detector saturates.
 *
 * @param standardDeviation of the noise, in intensity, 0..1
 */
public record GaussianNoise(double standardDeviation) implements IntensityChange {
  /**
   * Checks the standard deviation.
   *
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public GaussianNoise {
    Require.between("standard deviation", standardDeviation, 0, 1);
  }

  @Override
  public void change(float[] pixels, RandomGenerator random) {
    NormalPool.add(pixels, (float) standardDeviation, random);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.max(0, Math.min(1, pixels[i]));
    }
  }

  @Override
  public String label() {
    return "Gaussian noise";
  }
}
