package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;

/**
 * Raises every intensity to one power, which lifts or sinks dim cells beside bright ones. Powers
 * from 1 / largest to largest are equally likely on a logarithmic scale.
 *
 * @param largest power, 1 to 4
 */
public record Gamma(double largest) implements IntensityChange {
  private static final int STEPS = 1024;

  /**
   * Checks the power.
   *
   * @throws IllegalArgumentException if it is outside 1..4
   */
  public Gamma {
    Require.between("largest", largest, 1, 4);
  }

  /** By a table that is linear between its entries. */
  @Override
  public void change(float[] pixels, RandomGenerator random) {
    double power = Math.pow(largest, 2 * random.nextDouble() - 1);
    float[] table = new float[STEPS + 2];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) Math.pow((double) i / STEPS, power);
    }
    for (int i = 0; i < pixels.length; i++) {
      float position = Math.max(0, Math.min(1, pixels[i])) * STEPS;
      int index = (int) position;
      pixels[i] =
          Math.min(1, table[index] + (position - index) * (table[index + 1] - table[index]));
    }
  }

  @Override
  public String label() {
    return "gamma";
  }
}
