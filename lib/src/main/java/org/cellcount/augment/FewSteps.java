package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;

/**
 * Intensities rounded to a random number of steps, as in a short exposure stored in 8 bits.
 *
 * @param fewest steps between 0 and the brightest pixel, at least 2; up to 256, all equally likely
 *     on a logarithmic scale
 */
public record FewSteps(int fewest) implements IntensityChange {
  private static final double MOST = 256;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is outside 2..256
   */
  public FewSteps {
    Require.between("fewest steps", fewest, 2, 256);
  }

  @Override
  public void change(float[] pixels, RandomGenerator random) {
    float brightest = 0;
    for (float pixel : pixels) {
      brightest = Math.max(brightest, pixel);
    }
    if (brightest == 0) {
      return;
    }
    float step = (float) (brightest / (fewest * Math.pow(MOST / fewest, random.nextDouble())));
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.min(1, Math.round(pixels[i] / step) * step);
    }
  }

  @Override
  public String label() {
    return "few steps";
  }
}
