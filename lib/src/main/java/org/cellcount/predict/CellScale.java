package org.cellcount.predict;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.cellcount.count.CountResult;
import org.cellcount.data.DatasetStatistics;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Resize;

/**
 * Brings images to the magnification that a network was trained at: one that learned cells of 15
 * pixels cuts cells of 50 into pieces.
 */
final class CellScale {
  /**
   * Cells up to so many times the trained diameter are left as they are. No more: what looks like
   * cells half again as large may be the pieces of still larger ones.
   */
  private static final double TOLERANCE = 1.1;

  /**
   * An image that has to be reduced is counted so many times larger than its cells ask for. Cells a
   * little larger than most of those trained are seen as well as others, while every reduction
   * closes gaps between them.
   */
  private static final double DETAIL = 1.15;

  private static final int PASSES = 6;
  private static final double SMALLEST = 1.0 / 16;

  private final Function<GrayImage, CountResult> counter;
  private final double wanted;

  /**
   * A way of counting that needs cells of one size.
   *
   * @param counter counts the cells of an image
   * @param wanted diameter of the cells it knows, in pixels, above 0
   */
  CellScale(Function<GrayImage, CountResult> counter, double wanted) {
    this.counter = counter;
    this.wanted = wanted;
  }

  /**
   * Reduces an image until its cells are about as large as the trained ones: counts, measures,
   * reduces and begins again, until what it finds has the trained size. One that had to be reduced
   * is then counted a little larger.
   */
  ScaledCount count(GrayImage image) {
    CountResult[] last = new CountResult[1];
    double found =
        search(
            wanted,
            scale -> {
              last[0] = counter.apply(Resize.by(image, scale));
              return DatasetStatistics.typicalDiameter(last[0].labels());
            });
    return found == 1 ? new ScaledCount(1, last[0]) : count(image, found);
  }

  /**
   * Finds the scale at which to count.
   *
   * @param diameter typical diameter of the cells that are found at a scale, pixels there
   */
  static double search(double wanted, DoubleUnaryOperator diameter) {
    double scale = 1;
    for (int pass = 1; ; pass++) {
      double found = diameter.applyAsDouble(scale);
      if (found <= TOLERANCE * wanted || scale == SMALLEST || pass == PASSES) {
        return scale == 1 ? 1 : Math.min(1, DETAIL * scale);
      }
      scale = Math.max(SMALLEST, scale * wanted / found);
    }
  }

  /** Counts an image at a scale. */
  ScaledCount count(GrayImage image, double scale) {
    CountResult small = counter.apply(Resize.by(image, scale));
    if (scale == 1) {
      return new ScaledCount(1, small);
    }
    LabelImage labels = Resize.to(small.labels(), image.height(), image.width());
    return new ScaledCount(scale, new CountResult(small.count(), labels));
  }
}
