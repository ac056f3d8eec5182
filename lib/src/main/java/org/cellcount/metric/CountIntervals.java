package org.cellcount.metric;

/**
 * How sure {@link CountScores} are: 95 % intervals, see {@link Bootstrap}.
 *
 * @param mae of the mean absolute error
 * @param bias of the mean of predicted minus true count
 * @param exactShare of the share of images counted exactly
 */
public record CountIntervals(Interval mae, Interval bias, Interval exactShare) {
  /**
   * Resamples counts by groups of images.
   *
   * @param predicted predicted counts
   * @param truth true counts of the same images
   * @param groups which images belong together, such as crops of one microscope image
   * @param seed same seed, same intervals
   * @throws IllegalArgumentException if the lengths differ or there is no image
   */
  public static CountIntervals of(int[] predicted, int[] truth, int[] groups, long seed) {
    CountScores.check(predicted, truth);
    double[] absolute = new double[truth.length];
    double[] signed = new double[truth.length];
    double[] exact = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      signed[i] = (double) predicted[i] - truth[i];
      absolute[i] = Math.abs(signed[i]);
      exact[i] = predicted[i] == truth[i] ? 1 : 0;
    }
    return new CountIntervals(
        Bootstrap.mean(absolute, groups, seed),
        Bootstrap.mean(signed, groups, seed),
        Bootstrap.mean(exact, groups, seed));
  }
}
