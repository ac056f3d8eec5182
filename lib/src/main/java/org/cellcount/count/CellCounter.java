package org.cellcount.count;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.cellcount.base.Require;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.SmallObjects;

/** Counts the cells of probability maps of any size. Safe for use by many threads. */
public final class CellCounter {
  private final CountOptions options;

  /** A counter with these options. */
  public CellCounter(CountOptions options) {
    this.options = Require.present("options", options);
  }

  /** The options. */
  public CountOptions options() {
    return options;
  }

  /**
   * Counts the cells of a map.
   *
   * @param probability probability of foreground, 0..1
   * @throws IllegalArgumentException if a value is not a number or outside 0..1, or the heap can
   *     never hold what counting takes
   */
  public CountResult count(RandomAccessibleInterval<? extends RealType<?>> probability) {
    return count(countable(probability));
  }

  private CountResult count(GrayImage probability) {
    return switch (options.separation()) {
      case COMPONENTS -> {
        BinaryImage mask = foreground(probability, options);
        yield keepLarge(Components.label(mask, options.connectivity()));
      }
      case DISTANCE_PEAKS -> {
        BinaryImage mask = foreground(probability, options);
        // Without any background no pixel is deeper than another.
        boolean flat = mask.area() == mask.pixels().length;
        yield keepLarge(
            flat
                ? Components.label(mask, Connectivity.FOUR)
                : fromPeaks(DistanceTransform.euclidean(mask), mask));
      }
      case H_MAXIMA, TWO_SIDED_MAXIMA ->
          label(workspace(probability).distanceBasins(options), probability);
    };
  }

  /**
   * Counts the cells of a map, telling touching cells apart by a learned map instead of the
   * distance to the background: its maxima become cells. The options' sigma and h apply to it.
   *
   * @param probability probability of foreground, 0..1
   * @param separation higher in the middle of a cell than where cells touch, of the same size: a
   *     predicted cell distance, or the probability itself
   * @throws IllegalArgumentException if the sizes differ, a probability is not a number or outside
   *     0..1, a separation value is not finite, the options separate by components, or the heap can
   *     never hold what counting takes
   */
  public CountResult count(
      RandomAccessibleInterval<? extends RealType<?>> probability,
      RandomAccessibleInterval<? extends RealType<?>> separation) {
    GrayImage image = countable(probability);
    GrayImage map = countable(separation);
    Require.sameSize("separation map", map, image);
    Require.finite("separation", map.pixels(), map.width());
    return switch (options.separation()) {
      case COMPONENTS ->
          throw Require.refusal(
              "separation", options.separation().label(), "one that makes use of a separation map");
      case DISTANCE_PEAKS -> keepLarge(fromPeaks(map, foreground(image, options)));
      case H_MAXIMA, TWO_SIDED_MAXIMA -> label(workspace(image).mapBasins(map, options), image);
    };
  }

  /**
   * The number of cells alone, quicker where no label image has to be made for it.
   *
   * @param probability probability of foreground, 0..1
   * @throws IllegalArgumentException as {@link #count(GrayImage)}
   */
  public int countOnly(RandomAccessibleInterval<? extends RealType<?>> probability) {
    GrayImage image = countable(probability);
    return switch (options.separation()) {
      case COMPONENTS, DISTANCE_PEAKS -> count(image).count();
      case H_MAXIMA, TWO_SIDED_MAXIMA ->
          workspace(image).distanceBasins(options).count(options.minArea());
    };
  }

  /** An image that the heap can hold with all that counting it takes. */
  private GrayImage countable(RandomAccessibleInterval<? extends RealType<?>> image) {
    if (image.numDimensions() == 2) {
      HeapNeed.check(image.dimension(1), image.dimension(0), options.separation());
    }
    return GrayImage.of(image);
  }

  /**
   * The pixels that are taken for cells, whichever way they are told apart: those above the
   * threshold, cleaned as the options say.
   *
   * @param probability probability of foreground, 0..1
   * @throws IllegalArgumentException if a value is not a number or outside 0..1, or the heap can
   *     never hold what counting takes
   */
  public BinaryImage foreground(RandomAccessibleInterval<? extends RealType<?>> probability) {
    return foreground(countable(probability), options);
  }

  static BinaryImage foreground(GrayImage probability, CountOptions options) {
    RunLengthMask runs = new RunLengthMask();
    runs.find(probability, options.threshold());
    BinaryImage mask = runs.toMask();
    if (options.opening() > 0) {
      mask = Morphology.open(mask, options.opening());
    }
    if (options.closing() > 0) {
      mask = Morphology.close(mask, options.closing());
    }
    return options.fillHoles() ? Holes.fill(mask) : mask;
  }

  /** A workspace that holds the foreground. */
  private Workspace workspace(GrayImage probability) {
    Workspace workspace = Workspace.of(probability.pixels().length);
    workspace.foreground(probability, options);
    return workspace;
  }

  private LabelImage fromPeaks(GrayImage map, BinaryImage mask) {
    return Watershed.flood(map, Maxima.peaks(map, mask, options.minDistance()), mask);
  }

  private CountResult label(Basins basins, GrayImage image) {
    int[] labels = new int[image.pixels().length];
    int count = basins.label(options.minArea(), labels);
    return new CountResult(count, new LabelImage(image.height(), image.width(), labels));
  }

  private CountResult keepLarge(LabelImage labels) {
    int count = SmallObjects.removeInPlace(labels, options.minArea());
    return new CountResult(count, labels);
  }
}
