package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;

/**
 * A detector that is full: intensities above a random level become that level.
 *
 * @param lowest level, 0..1; all from it to 1 are equally likely on a logarithmic scale
 */
public record Saturation(double lowest) implements IntensityChange {
  /**
   * Checks the level.
   *
   * @throws IllegalArgumentException if it is not above 0, up to 1
   */
  public Saturation {
    Require.that(lowest > 0 && lowest <= 1, "lowest level", lowest, "above 0, up to 1");
  }

  @Override
  public void change(float[] pixels, RandomGenerator random) {
    float level = (float) Math.pow(lowest, random.nextDouble());
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.min(pixels[i], level);
    }
  }

  @Override
  public String label() {
    return "saturation";
  }
}
