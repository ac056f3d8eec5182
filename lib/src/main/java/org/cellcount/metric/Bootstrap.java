package org.cellcount.metric;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.cellcount.base.Require;

/**
 * How sure a mean over images is: 95 % percentile intervals over 2,000 samples drawn with
 * replacement (B. Efron, R. Tibshirani: An Introduction to the Bootstrap, 1993, chapter 13).
 *
 * <p>Crops of one microscope image are alike. Where the images come in groups, whole groups are
 * drawn: drawing crops as if they were independent makes intervals too narrow.
 */
public final class Bootstrap {
  private static final int SAMPLES = 2000;
  private static final double OUTSIDE = 0.025;

  private Bootstrap() {}

  /**
   * The interval of a mean over images in groups.
   *
   * @param values one value for each image
   * @param groups the group of each image, any numbers
   * @param seed of the samples: same seed, same interval
   * @throws IllegalArgumentException if there is no value or the lengths differ
   */
  public static Interval mean(double[] values, int[] groups, long seed) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return ratio(values, ones, groups, seed);
  }

  /**
   * The interval of a ratio of sums over images in groups, such as merges per true cell.
   *
   * @param numerators one value for each image
   * @param denominators one value for each image, 0 or more, not all 0
   * @param groups the group of each image, any numbers
   * @param seed of the samples: same seed, same interval
   * @throws IllegalArgumentException if there is no value, the lengths differ or the denominators
   *     are out of range
   */
  public static Interval ratio(
      double[] numerators, double[] denominators, int[] groups, long seed) {
    check(numerators, denominators, groups);
    int[] distinct = Arrays.stream(groups).sorted().distinct().toArray();
    double[] above = new double[distinct.length];
    double[] below = new double[distinct.length];
    for (int i = 0; i < groups.length; i++) {
      int group = Arrays.binarySearch(distinct, groups[i]);
      above[group] += numerators[i];
      below[group] += denominators[i];
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] ratios = new double[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      ratios[sample] = draw(above, below, random);
    }
    Arrays.sort(ratios);
    int outside = (int) (OUTSIDE * SAMPLES);
    return new Interval(ratios[outside], ratios[SAMPLES - 1 - outside]);
  }

  private static double draw(double[] above, double[] below, SplittableRandom random) {
    double numerator = 0;
    double denominator = 0;
    while (denominator == 0) {
      numerator = 0;
      for (int k = 0; k < above.length; k++) {
        int group = random.nextInt(above.length);
        numerator += above[group];
        denominator += below[group];
      }
    }
    return numerator / denominator;
  }

  private static void check(double[] numerators, double[] denominators, int[] groups) {
    Require.atLeast("number of values", numerators.length, 1);
    Require.that(
        denominators.length == numerators.length && groups.length == numerators.length,
        "number of denominators and groups",
        denominators.length + " and " + groups.length,
        "as many as values, " + numerators.length);
    double sum = 0;
    for (double denominator : denominators) {
      sum += Require.atLeast("denominator", denominator, 0);
    }
    Require.positive("sum of denominators", sum);
  }
}
