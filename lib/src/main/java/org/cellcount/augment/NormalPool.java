package org.cellcount.augment;

import java.util.random.RandomGenerator;

/**
 * Normally distributed numbers, picked from a table of 8,192 that are equally likely. It fits the
 * fastest cache, which makes this several times faster than {@link RandomGenerator#nextGaussian}.
 * None is beyond 3.9 standard deviations.
 */
final class NormalPool {
  private static final int SIZE = 1 << 13;
  private static final float[] QUANTILES = quantiles();

  private NormalPool() {}

  /**
   * Follows the quantile function outwards from the median with Heun's rule: its slope is one over
   * the density, {@code sqrt(2 pi) exp(x * x / 2)}.
   */
  private static float[] quantiles() {
    float[] quantiles = new float[SIZE];
    int substeps = 16;
    double step = 1.0 / SIZE / substeps;
    double x = 0;
    double squares = 0;
    for (int i = 0; i < SIZE / 2; i++) {
      for (int s = 0; s < (i == 0 ? substeps / 2 : substeps); s++) {
        double slope = slope(x);
        x += 0.5 * step * (slope + slope(x + step * slope));
      }
      quantiles[SIZE / 2 + i] = (float) x;
      quantiles[SIZE / 2 - 1 - i] = (float) -x;
      squares += 2 * x * x;
    }
    float scale = (float) Math.sqrt(SIZE / squares);
    for (int i = 0; i < SIZE; i++) {
      quantiles[i] *= scale;
    }
    return quantiles;
  }

  private static double slope(double x) {
    return Math.sqrt(2 * Math.PI) * Math.exp(0.5 * x * x);
  }

  /** Adds one number to each value. */
  static void add(float[] values, float standardDeviation, RandomGenerator random) {
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      long bits = random.nextLong();
      values[i] += standardDeviation * QUANTILES[(int) bits & SIZE - 1];
      values[i + 1] += standardDeviation * QUANTILES[(int) (bits >>> 16) & SIZE - 1];
      values[i + 2] += standardDeviation * QUANTILES[(int) (bits >>> 32) & SIZE - 1];
      values[i + 3] += standardDeviation * QUANTILES[(int) (bits >>> 48) & SIZE - 1];
    }
    for (; i < values.length; i++) {
      values[i] += standardDeviation * QUANTILES[random.nextInt(SIZE)];
    }
  }
}
