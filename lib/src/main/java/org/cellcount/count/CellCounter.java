package org.cellcount.count;

import java.util.Objects;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Counts the cells of probability maps of any size. Safe for use by many threads. */
public final class CellCounter {
  private final CountOptions options;

  /** A counter with these options. */
  public CellCounter(CountOptions options) {
    this.options = Objects.requireNonNull(options, "options");
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
  public CountResult count(GrayImage probability) {
    checkHeap(probability.height(), probability.width());
    return switch (options.separation()) {
      case COMPONENTS -> {
        BinaryImage mask = foreground(probability);
        yield keepLarge(Components.label(mask, options.connectivity()));
      }
      case DISTANCE_PEAKS -> {
        BinaryImage mask = foreground(probability);
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

  /** The same for any two-dimensional ImgLib2 image; dimension 0 is x (columns), 1 is y (rows). */
  public <T extends RealType<T>> CountResult count(RandomAccessibleInterval<T> probability) {
    if (probability.numDimensions() == 2) {
      checkHeap(probability.dimension(1), probability.dimension(0));
    }
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
   *     0..1, a separation value is not finite, the options separate by components, or the heap can
   *     never hold what counting takes
   */
  public CountResult count(GrayImage probability, GrayImage separation) {
    Check.sameSize(
        "separation map",
        separation.height(),
        separation.width(),
        probability.height(),
        probability.width());
    checkHeap(probability.height(), probability.width());
    Check.finite("separation", separation.pixels(), separation.width());
    return switch (options.separation()) {
      case COMPONENTS ->
          throw new IllegalArgumentException(
              "separation " + options.separation().label() + " makes no use of a separation map");
      case DISTANCE_PEAKS -> keepLarge(fromPeaks(separation, foreground(probability)));
      case H_MAXIMA, TWO_SIDED_MAXIMA ->
          label(workspace(probability).mapBasins(separation, options), probability);
    };
  }

  /**
   * The number of cells alone, quicker where no label image has to be made for it.
   *
   * @param probability probability of foreground, 0..1
   * @throws IllegalArgumentException as {@link #count(GrayImage)}
   */
  public int countOnly(GrayImage probability) {
    checkHeap(probability.height(), probability.width());
    return switch (options.separation()) {
      case COMPONENTS, DISTANCE_PEAKS -> count(probability).count();
      case H_MAXIMA, TWO_SIDED_MAXIMA ->
          workspace(probability).distanceBasins(options).count(options.minArea());
    };
  }

  private void checkHeap(long height, long width) {
    HeapNeed.check(height, width, options.separation());
  }

  private BinaryImage foreground(GrayImage probability) {
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
    if (options.opening() > 0 || options.closing() > 0 || options.fillHoles()) {
      workspace.foreground(foreground(probability));
    } else {
      workspace.foreground(probability, options.threshold());
    }
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
