package org.cellcount.metric;

import org.cellcount.base.Require;

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
    int images = truth.length;
    Require.atLeast("number of true counts", images, 1);
    Require.that(
        predicted.length == images,
        "number of predicted counts",
        predicted.length,
        images + ", as there are true ones");
    long absolute = 0;
    long signed = 0;
    int exact = 0;
    for (int i = 0; i < predicted.length; i++) {
      long error = (long) predicted[i] - truth[i];
      absolute += Math.abs(error);
      signed += error;
      exact += error == 0 ? 1 : 0;
    }
    return new CountScores(
        images, (double) absolute / images, (double) signed / images, (double) exact / images);
  }
}
