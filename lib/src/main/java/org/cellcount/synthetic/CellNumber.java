package org.cellcount.synthetic;

import java.util.random.RandomGenerator;

/**
 * The number of cells in a synthetic image: 2 plus a beta-binomial number of 0 to 26, with mean
 * 15.3 and standard deviation 6.2, as broad as counts in crops of real microscope images.
 */
final class CellNumber {
  static final int MIN = 2;
  static final int MAX = 28;

  private static final double ALPHA = 2.13;

  /** Puts the mean, 26 * alpha / (alpha + beta), at 13.3. */
  private static final double BETA = ALPHA * 12.7 / 13.3;

  private static final double[] CUMULATIVE = cumulative();

  private CellNumber() {}

  private static double[] cumulative() {
    int n = MAX - MIN;
    double[] cumulative = new double[n + 1];
    double weight = 1;
    double sum = 0;
    for (int k = 0; k <= n; k++) {
      sum += weight;
      cumulative[k] = sum;
      weight *= (n - k) * (k + ALPHA) / ((k + 1) * (n - k - 1 + BETA));
    }
    for (int k = 0; k <= n; k++) {
      cumulative[k] /= sum;
    }
    return cumulative;
  }

  static int draw(RandomGenerator random) {
    double u = random.nextDouble();
    int k = 0;
    while (k < MAX - MIN && u >= CUMULATIVE[k]) {
      k++;
    }
    return MIN + k;
  }
}
