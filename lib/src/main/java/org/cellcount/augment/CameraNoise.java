package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;

/**
 * Noise as a camera adds it: the same everywhere from reading out, more where there is more light
 * from counting photons.
 *
 * @param strongest standard deviation at intensity 0, 0..1; a tenth of a per cent to this, all
 *     equally likely on a logarithmic scale; at intensity 1 it is up to three times that
 */
public record CameraNoise(double strongest) implements IntensityChange {
  private static final double WEAKEST = 0.001;

  /**
   * Checks the strength.
   *
   * @throws IllegalArgumentException if it is outside 0.001..1
   */
  public CameraNoise {
    Require.between("strongest", strongest, WEAKEST, 1);
  }

  @Override
  public void change(float[] pixels, RandomGenerator random) {
    double reading = WEAKEST * Math.pow(strongest / WEAKEST, random.nextDouble());
    float photons = (float) (8 * random.nextDouble());
    float[] noise = new float[pixels.length];
    NormalPool.add(noise, (float) reading, random);
    for (int i = 0; i < pixels.length; i++) {
      float value = pixels[i] + noise[i] * (float) Math.sqrt(1 + photons * pixels[i]);
      pixels[i] = Math.max(0, Math.min(1, value));
    }
  }

  @Override
  public String label() {
    return "camera noise";
  }
}
