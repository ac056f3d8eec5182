package org.cellcount.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;

/**
 * Pixelwise agreement of a predicted and a true mask, both cut at 0.5, each 0..1.
 *
 * <p>Where a ratio has nothing to divide by it is 1 if both masks are empty, else 0.
 *
 * @param dice 2 TP / (2 TP + FP + FN), the F1 score
 * @param iou TP / (TP + FP + FN), the Jaccard index
 * @param accuracy share of pixels that agree
 * @param precision TP / (TP + FP)
 * @param recall TP / (TP + FN)
 */
public record PixelScores(
    double dice, double iou, double accuracy, double precision, double recall) {
  /**
   * Scores one image.
   *
   * @param probability predicted probability of foreground, 0..1
   * @param mask true foreground, 0..1, possibly soft, of the same size
   * @throws IllegalArgumentException if the sizes differ or a value is not a number
   */
  public static PixelScores of(GrayImage probability, GrayImage mask) {
    Require.sameSize("mask", mask, probability);
    long both = 0;
    long predicted = 0;
    long truth = 0;
    for (int i = 0; i < mask.pixels().length; i++) {
      float p = probability.pixels()[i];
      float m = mask.pixels()[i];
      if (Float.isNaN(p) || Float.isNaN(m)) {
        throw Require.refusal(
            Float.isNaN(p) ? "probability" : "mask",
            Require.at(Float.NaN, i / mask.width(), i % mask.width()),
            "a number");
      }
      predicted += p > 0.5f ? 1 : 0;
      truth += m > 0.5f ? 1 : 0;
      both += p > 0.5f && m > 0.5f ? 1 : 0;
    }
    long union = predicted + truth - both;
    long pixels = mask.pixels().length;
    return new PixelScores(
        ratio(2 * both, predicted + truth, union),
        ratio(both, union, union),
        (double) (pixels - union + both) / pixels,
        ratio(both, predicted, union),
        ratio(both, truth, union));
  }

  private static double ratio(long numerator, long denominator, long union) {
    if (union == 0) {
      return 1;
    }
    return denominator == 0 ? 0 : (double) numerator / denominator;
  }

  /**
   * The mean of each score over images, every image weighing the same.
   *
   * @throws IllegalArgumentException if there is no image
   */
  public static PixelScores mean(List<PixelScores> scores) {
    Require.atLeast("number of scores", scores.size(), 1);
    return new PixelScores(
        mean(scores, PixelScores::dice),
        mean(scores, PixelScores::iou),
        mean(scores, PixelScores::accuracy),
        mean(scores, PixelScores::precision),
        mean(scores, PixelScores::recall));
  }

  private static double mean(List<PixelScores> scores, ToDoubleFunction<PixelScores> score) {
    return scores.stream().mapToDouble(score).average().orElseThrow();
  }
}
