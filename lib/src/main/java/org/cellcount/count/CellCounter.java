package org.cellcount.count;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Counts the cells of probability maps. Safe for use by many threads. */
public final class CellCounter {
  private final CountOptions options;

  /** A counter with these options. */
  public CellCounter(CountOptions options) {
    this.options = options;
  }

  /** The options. */
  public CountOptions options() {
    return options;
  }

  /**
   * Counts the cells of a map of any size.
   *
   * @param probability probability of foreground, 0..1
   * @throws IllegalArgumentException if a value is not a number or outside 0..1
   */
  public CountResult count(GrayImage probability) {
    Check.probabilities(probability.pixels(), probability.width());
    BinaryImage mask = probability.above(options.threshold());
    if (options.separation() != Separation.COMPONENTS) {
      throw new UnsupportedOperationException(options.separation().label());
    }
    LabelImage labels = Components.label(mask, options.connectivity());
    LabelImage kept = SmallObjects.remove(labels, options.minArea());
    return new CountResult(kept.max(), kept);
  }

  /** The same for any two-dimensional ImgLib2 image; dimension 0 is x (columns), 1 is y (rows). */
  public <T extends RealType<T>> CountResult count(RandomAccessibleInterval<T> probability) {
    return count(GrayImage.copyOf(probability));
  }

  /**
   * Counts the cells of a map, telling touching cells apart by a learned map instead of the
   * distance to the background: its maxima become cells. The options' sigma and h apply to it.
   *
   * @param probability probability of foreground, 0..1
   * @param separation higher in the middle of a cell than where cells touch, of the same size: a
   *     predicted cell distance, or the probability itself
   * @throws IllegalArgumentException if the sizes differ, a probability is not a number or outside
   *     0..1, or a separation value is not finite
   */
  public CountResult count(GrayImage probability, GrayImage separation) {
    Check.probabilities(probability.pixels(), probability.width());
    Check.sameSize(
        "separation map",
        separation.height(),
        separation.width(),
        probability.height(),
        probability.width());
    Check.finite("separation", separation.pixels(), separation.width());
    return count(probability);
  }

  /** The number of cells alone, without a label image. */
  public int countOnly(GrayImage probability) {
    return count(probability).count();
  }
}
