package org.cellcount.metric;

import java.util.Arrays;
import java.util.List;
import org.cellcount.base.Require;
import org.cellcount.image.LabelImage;

/**
 * Agreement of predicted and true cells, which a count cannot show because its errors cancel.
 *
 * <p>A predicted and a true cell are linked if more than half of either lies in the other. A true
 * cell without a link is missed, a predicted one is extra; a predicted cell with k &gt; 1 links
 * merges, k - 1 times, a true cell with k &gt; 1 links is split, k - 1 times (after the error
 * classes of J. Caicedo and others 2019, doi:10.1002/cyto.a.23863). Links never form a ring, so
 * that predicted - true cells = splits - merges + extra - missed, exactly.
 *
 * @param images number of images
 * @param predicted number of predicted cells
 * @param truth number of true cells
 * @param splits how often a true cell was cut in two
 * @param merges how often two true cells were taken for one
 * @param missed true cells that were not found
 * @param extra predicted cells that are none
 * @param matchedIous for every predicted cell that overlaps a true cell by an IoU of 0.5 or more,
 *     that IoU, ascending
 */
public record InstanceScores(
    int images,
    int predicted,
    int truth,
    int splits,
    int merges,
    int missed,
    int extra,
    List<Double> matchedIous) {
  /** The thresholds over which average precision is averaged: 0.5, 0.55 and so on to 0.9. */
  public static final List<Double> THRESHOLDS =
      List.of(0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9);

  /** Keeps a copy of the list. */
  public InstanceScores {
    matchedIous = List.copyOf(matchedIous);
  }

  /**
   * Scores one image. Labels may have gaps; what they are called does not matter.
   *
   * @param predicted predicted cells
   * @param truth true cells, of the same size
   * @throws IllegalArgumentException if the sizes differ
   */
  public static InstanceScores of(LabelImage predicted, LabelImage truth) {
    return new Overlaps(predicted, truth).scores();
  }

  /**
   * Scores several images together: their cells are added up.
   *
   * @param predicted predicted cells of each image
   * @param truth true cells of the same images
   * @throws IllegalArgumentException if the lengths or the sizes of a pair differ
   */
  public static InstanceScores of(List<LabelImage> predicted, List<LabelImage> truth) {
    Require.that(
        predicted.size() == truth.size(),
        "number of predicted images",
        predicted.size(),
        truth.size() + ", as there are true ones");
    InstanceScores[] scores = new InstanceScores[truth.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = of(predicted.get(i), truth.get(i));
    }
    return sum(Arrays.asList(scores));
  }

  /** The scores of several images together. */
  public static InstanceScores sum(List<InstanceScores> scores) {
    return new InstanceScores(
        scores.stream().mapToInt(InstanceScores::images).sum(),
        scores.stream().mapToInt(InstanceScores::predicted).sum(),
        scores.stream().mapToInt(InstanceScores::truth).sum(),
        scores.stream().mapToInt(InstanceScores::splits).sum(),
        scores.stream().mapToInt(InstanceScores::merges).sum(),
        scores.stream().mapToInt(InstanceScores::missed).sum(),
        scores.stream().mapToInt(InstanceScores::extra).sum(),
        scores.stream().flatMap(score -> score.matchedIous.stream()).sorted().toList());
  }

  /**
   * Matched cells: pairs that overlap by an IoU of at least the threshold. From 0.5 up no cell is
   * in two pairs.
   *
   * @param iou threshold, 0.5 to 1
   * @throws IllegalArgumentException if the threshold is out of range
   */
  public int matched(double iou) {
    Require.between("iou", iou, 0.5, 1);
    return (int) matchedIous.stream().filter(matched -> matched >= iou).count();
  }

  /**
   * Average precision at an IoU threshold, as the 2018 Data Science Bowl and StarDist define it: TP
   * / (TP + FP + FN), 1 where there is no cell at all.
   *
   * @param iou threshold, 0.5 to 1
   * @throws IllegalArgumentException if the threshold is out of range
   */
  public double ap(double iou) {
    int both = matched(iou);
    int all = predicted + truth - both;
    return all == 0 ? 1 : (double) both / all;
  }

  /** Mean of {@link #ap} over {@link #THRESHOLDS}. */
  public double meanAp() {
    return THRESHOLDS.stream().mapToDouble(this::ap).average().orElseThrow();
  }

  /** Merges for every 100 true cells, 0 where there are none. */
  public double mergesPer100() {
    return per100(merges);
  }

  /** Splits for every 100 true cells, 0 where there are none. */
  public double splitsPer100() {
    return per100(splits);
  }

  private double per100(int errors) {
    return truth == 0 ? 0 : 100.0 * errors / truth;
  }
}
