package org.cellcount.experiment;

import java.util.List;
import org.cellcount.count.Gaussian;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.instance.InstanceMaps;

/**
 * A prediction that is right but for one mistake, made to see what a loss thinks of it. Where it is
 * right it says 0.95 on cells and 0.05 on background.
 *
 * @param name what is wrong, in words
 * @param probability the prediction, 0..1
 * @param mask the truth: cells with a gap of background where they touch
 */
public record Mistake(String name, GrayImage probability, BinaryImage mask) {
  /** How sure the prediction is where it is right. */
  public static final double SURE = 0.95;

  private static final double TOLERANCE = 0.05;
  private static final int SIZE = 48;

  /**
   * Four cells on 48x48 pixels, drawn for the examples: labels 1 and 2 touch, 3 is large, 4 small.
   */
  public static LabelImage exampleCells() {
    double[][] discs = {{15, 13, 8}, {16, 27, 7.5}, {36, 14, 8.5}, {36, 36, 5}};
    int[] labels = new int[SIZE * SIZE];
    for (int i = 0; i < labels.length; i++) {
      int row = i / SIZE;
      int column = i % SIZE;
      double nearest = 1;
      for (int disc = 0; disc < discs.length; disc++) {
        double[] d = discs[disc];
        double distance = Math.hypot((row - d[0]) / 1.15, column - d[1]) / d[2];
        if (distance < nearest) {
          nearest = distance;
          labels[i] = disc + 1;
        }
      }
    }
    return new LabelImage(SIZE, SIZE, labels);
  }

  /** One missed cell, one merged pair and blurred edges in {@link #exampleCells}. */
  public static List<Mistake> examples() {
    LabelImage cells = exampleCells();
    return List.of(missedCell(cells, 4), mergedPair(cells), blurredEdge(cells, 1));
  }

  /**
   * A cell that the prediction does not see.
   *
   * @throws IllegalArgumentException if no pixel has that label
   */
  public static Mistake missedCell(LabelImage cells, int label) {
    BinaryImage mask = InstanceMaps.separatedMask(cells);
    GrayImage probability = right(mask);
    boolean found = false;
    for (int i = 0; i < cells.labels().length; i++) {
      if (cells.labels()[i] == label) {
        probability.pixels()[i] = (float) (1 - SURE);
        found = true;
      }
    }
    if (!found) {
      throw new IllegalArgumentException("no cell has the label " + label);
    }
    return new Mistake("one missed cell", probability, mask);
  }

  /**
   * The gaps between touching cells taken for cell.
   *
   * @throws IllegalArgumentException if no cells touch
   */
  public static Mistake mergedPair(LabelImage cells) {
    BinaryImage mask = InstanceMaps.separatedMask(cells);
    BinaryImage all = cells.foreground();
    if (all.equals(mask)) {
      throw new IllegalArgumentException("no cells touch: there is no pair to merge");
    }
    return new Mistake("one merged pair", right(all), mask);
  }

  /**
   * Edges that fade over some pixels.
   *
   * @param sigma standard deviation of the blur, pixels
   */
  public static Mistake blurredEdge(LabelImage cells, double sigma) {
    BinaryImage mask = InstanceMaps.separatedMask(cells);
    return new Mistake("blurred edges", Gaussian.smooth(right(mask), sigma), mask);
  }

  /** The same prediction without the mistake. */
  public GrayImage corrected() {
    return right(mask);
  }

  /** Where the prediction is clearly farther from the truth than a right one. */
  public BinaryImage where() {
    boolean[] wrong = new boolean[mask.pixels().length];
    float[] right = corrected().pixels();
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = Math.abs(probability.pixels()[i] - right[i]) > TOLERANCE;
    }
    return new BinaryImage(mask.height(), mask.width(), wrong);
  }

  private static GrayImage right(BinaryImage mask) {
    GrayImage right = mask.toGray();
    for (int i = 0; i < right.pixels().length; i++) {
      right.pixels()[i] = (float) (mask.pixels()[i] ? SURE : 1 - SURE);
    }
    return right;
  }
}
