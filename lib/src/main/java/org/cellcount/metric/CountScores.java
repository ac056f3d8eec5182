package org.cellcount.metric;

/**
 * Agreement of predicted and true counts over images.
 *
 * @param images number of images
 * @param mae mean absolute error, cells per image
 * @param bias mean of predicted minus true count: below 0 where cells are missed or merged
 * @param exactShare share of images counted exactly, 0..1
 */
public record CountScores(int images, double mae, double bias, double exactShare) {
  /**
   * Scores counts.
   *
   * @param predicted predicted counts
   * @param truth true counts of the same images
   * @throws IllegalArgumentException if the lengths differ or there is no image
   */
  public static CountScores of(int[] predicted, int[] truth) {
    check(predicted, truth);
    long absolute = 0;
    long signed = 0;
    int exact = 0;
    for (int i = 0; i < predicted.length; i++) {
      long error = (long) predicted[i] - truth[i];
      absolute += Math.abs(error);
      signed += error;
      exact += error == 0 ? 1 : 0;
    }
    double images = predicted.length;
    return new CountScores(predicted.length, absolute / images, signed / images, exact / images);
  }

  static void check(int[] predicted, int[] truth) {
    if (predicted.length != truth.length) {
      throw new IllegalArgumentException(
          predicted.length + " predicted counts do not match " + truth.length + " true counts");
    }
    if (predicted.length == 0) {
      throw new IllegalArgumentException("no counts: expected at least 1");
    }
  }
}
