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
    BinaryImage mask = foreground(probability);
    return switch (options.separation()) {
      case COMPONENTS -> keepLarge(Components.label(mask, options.connectivity()));
      case DISTANCE_PEAKS -> keepLarge(fromPeaks(DistanceTransform.euclidean(mask), mask));
      case H_MAXIMA -> fromBasins(workspace(mask).distanceBasins(mask, options), mask);
    };
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
    BinaryImage mask = foreground(probability);
    Check.sameSize(
        "separation map", separation.height(), separation.width(), mask.height(), mask.width());
    Check.finite("separation", separation.pixels(), separation.width());
    return switch (options.separation()) {
      case COMPONENTS ->
          throw new IllegalArgumentException(
              "a separation map is of no use to separation " + options.separation().label());
      case DISTANCE_PEAKS -> keepLarge(fromPeaks(separation, mask));
      case H_MAXIMA -> fromBasins(workspace(mask).mapBasins(separation, mask, options), mask);
    };
  }

  /** The number of cells alone, quicker where no label image has to be made for it. */
  public int countOnly(GrayImage probability) {
    if (options.separation() != Separation.H_MAXIMA) {
      return count(probability).count();
    }
    BinaryImage mask = foreground(probability);
    return workspace(mask).distanceBasins(mask, options).count(options.minArea());
  }

  private BinaryImage foreground(GrayImage probability) {
    Check.probabilities(probability.pixels(), probability.width());
    BinaryImage mask = probability.above(options.threshold());
    if (options.opening() > 0) {
      mask = Morphology.open(mask, options.opening());
    }
    if (options.closing() > 0) {
      mask = Morphology.close(mask, options.closing());
    }
    return options.fillHoles() ? Holes.fill(mask) : mask;
  }

  private LabelImage fromPeaks(GrayImage map, BinaryImage mask) {
    return Watershed.flood(map, Maxima.peaks(map, mask, options.minDistance()), mask);
  }

  private CountResult fromBasins(Basins basins, BinaryImage mask) {
    int[] labels = new int[mask.pixels().length];
    int count = basins.label(options.minArea(), labels);
    return new CountResult(count, new LabelImage(mask.height(), mask.width(), labels));
  }

  private CountResult keepLarge(LabelImage labels) {
    LabelImage kept = SmallObjects.remove(labels, options.minArea());
    return new CountResult(kept.max(), kept);
  }

  private static Workspace workspace(BinaryImage mask) {
    return Workspace.of(mask.pixels().length);
  }
}
