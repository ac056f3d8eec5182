package org.cellcount.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellcount.base.Require;

/**
 * How sure a mean is that was taken over images and, on the same images, over trainings that differ
 * in their seed: both are samples, and other images or other seeds would have given another mean.
 * Differences of two networks are given as differences image by image and seed by seed, so that
 * what both find difficult cancels.
 *
 * <p>The variance is that over groups of images and that over seeds, less the residual that is in
 * both: A. C. Cameron, J. B. Gelbach, D. L. Miller, "Robust inference with multiway clustering",
 * 2011, doi:10.1198/jbes.2010.07136. A bootstrap over three seeds would be too narrow; here the
 * interval is Student's, with the degrees of freedom of F. E. Satterthwaite, "An approximate
 * distribution of estimates of variance components", 1946, doi:10.2307/3002019.
 *
 * @param mean the mean over all images and seeds
 * @param interval its 95 % interval; of one seed, it is that of other images alone
 * @param seeds how many there were
 */
public record CrossedMean(double mean, Interval interval, int seeds) {
  /**
   * The mean and its interval.
   *
   * @param sums for each seed, the sum of the values of each group of images
   * @param sizes the images of each group
   * @throws IllegalArgumentException if there is no seed, fewer than two groups, or a group without
   *     an image or without a sum
   */
  public static CrossedMean of(double[][] sums, int... sizes) {
    int seeds = sums.length;
    int groups = sizes.length;
    Require.atLeast("number of seeds", seeds, 1);
    Require.atLeast("number of groups", groups, 2);
    for (int size : sizes) {
      Require.atLeast("images of a group", size, 1);
    }
    for (double[] seed : sums) {
      Require.that(
          seed.length == groups, "number of sums", seed.length, groups + ", one for each group");
    }
    double images = Arrays.stream(sizes).sum();
    double[] means =
        Arrays.stream(sums).mapToDouble(s -> Arrays.stream(s).sum() / images).toArray();
    double mean = Arrays.stream(means).average().orElseThrow();
    double[] overSeeds =
        IntStream.range(0, groups)
            .mapToDouble(g -> Arrays.stream(sums).mapToDouble(s -> s[g]).sum() / seeds)
            .toArray();
    double ofGroups = 0;
    double residual = 0;
    for (int g = 0; g < groups; g++) {
      double group = overSeeds[g] - sizes[g] * mean;
      ofGroups += group * group;
      for (int s = 0; s < seeds; s++) {
        double rest = sums[s][g] - sizes[g] * means[s] - group;
        residual += rest * rest;
      }
    }
    double scale = groups / ((groups - 1) * images * images);
    ofGroups *= scale;
    if (seeds == 1) {
      return of(mean, ofGroups, groups - 1, seeds);
    }
    residual *= scale / (seeds * (seeds - 1.0));
    double ofSeeds =
        Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / (seeds * (seeds - 1.0));
    double variance = Math.max(ofGroups + ofSeeds - residual, Math.max(ofGroups, ofSeeds));
    double degrees =
        variance == 0
            ? groups - 1
            : variance
                * variance
                / (ofGroups * ofGroups / (groups - 1) + ofSeeds * ofSeeds / (seeds - 1));
    return of(mean, variance, degrees, seeds);
  }

  private static CrossedMean of(double mean, double variance, double degrees, int seeds) {
    return new CrossedMean(mean, Interval.student(mean, Math.sqrt(variance), degrees), seeds);
  }

  /**
   * Whether the mean is more than chance: 0 is outside the interval, and there is more than one
   * seed.
   */
  public boolean isSure() {
    return seeds > 1 && (interval.low() > 0 || interval.high() < 0);
  }
}
