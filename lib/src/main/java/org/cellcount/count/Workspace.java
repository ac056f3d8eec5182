package org.cellcount.count;

import java.util.Arrays;
import org.cellcount.image.GrayImage;

/**
 * Arrays that one thread uses for one image after the other, so that counting many small images
 * allocates next to nothing, and the way from a map to basins.
 */
final class Workspace {
  /** Larger images get a workspace of their own, which is not kept. */
  private static final int KEPT_PIXELS = 1 << 20;

  private static final ThreadLocal<Workspace> KEPT = ThreadLocal.withInitial(Workspace::new);

  private final RunLengthMask runs = new RunLengthMask();
  private final RunLengthDistance distance = new RunLengthDistance();
  private final Basins basins = new Basins();
  private float[] rows = {};
  private float[] line = {};

  /** This thread's workspace for an image of so many pixels. */
  static Workspace of(int pixels) {
    return pixels <= KEPT_PIXELS ? KEPT.get() : new Workspace();
  }

  /** Makes the pixels above the threshold, cleaned as the options say, the foreground. */
  void foreground(GrayImage probability, CountOptions options) {
    if (options.opening() > 0 || options.closing() > 0 || options.fillHoles()) {
      runs.find(CellCounter.foreground(probability, options), true);
    } else {
      runs.find(probability, options.threshold());
    }
  }

  /** Basins of the smoothed distance to the background. */
  Basins distanceBasins(CountOptions options) {
    int[] unused = distanceHeights(options);
    return divide(options);
  }

  /** Basins of a smoothed map. */
  Basins mapBasins(GrayImage map, CountOptions options) {
    int[] unused = mapHeights(map, options);
    return divide(options);
  }

  /** The smoothed distance to the background as ordered integers, with a frame of a pixel. */
  int[] distanceHeights(CountOptions options) {
    Gaussian.Kernel kernel = kernel(options.sigma());
    float[] map = distance.of(runs);
    Arrays.fill(rows, 0, runs.framed(), 0);
    int radius = kernel.radius();
    int loaded = -1;
    for (int run = 0; run < runs.size(); run++) {
      int row = runs.row(runs.first(run));
      int start = runs.index(row, 0);
      int first = runs.first(run) - start;
      int last = runs.end(run) - start;
      // The distance is zero farther away from the run than the kernel reaches.
      if (first >= 2 * radius && last + 2 * radius <= runs.width()) {
        kernel.alongRow(map, start, first - radius, last + radius, rows, start);
      } else {
        if (row != loaded) {
          kernel.load(map, start, runs.width(), line);
          loaded = row;
        }
        int from = Math.max(0, first - radius);
        kernel.alongRow(line, from, Math.min(runs.width(), last + radius), rows, start);
      }
    }
    return heights(kernel);
  }

  /** The largest distance to the background, after {@link #distanceHeights}. */
  float largestDistance() {
    float largest = 0;
    float[] map = distance.last();
    for (int run = 0; run < runs.size(); run++) {
      for (int i = runs.first(run); i < runs.end(run); i++) {
        largest = Math.max(largest, map[i]);
      }
    }
    return largest;
  }

  /** A smoothed map as ordered integers, with a frame of a pixel. */
  int[] mapHeights(GrayImage map, CountOptions options) {
    Gaussian.Kernel kernel = kernel(options.sigma());
    for (int row = 0; row < runs.height(); row++) {
      kernel.load(map.pixels(), row * runs.width(), runs.width(), line);
      kernel.alongRow(line, 0, runs.width(), rows, runs.index(row, 0));
    }
    return heights(kernel);
  }

  /** The foreground as a plateau, with a frame of a pixel. */
  int[] flatHeights() {
    int[] heights = basins.heights(runs);
    for (int run = 0; run < runs.size(); run++) {
      Arrays.fill(heights, runs.first(run), runs.end(run), Basins.height(1));
    }
    return heights;
  }

  private Gaussian.Kernel kernel(double sigma) {
    Gaussian.Kernel kernel = new Gaussian.Kernel(sigma);
    if (rows.length < runs.framed()) {
      rows = new float[runs.framed()];
    }
    if (line.length < kernel.lineLength(runs.width())) {
      line = new float[kernel.lineLength(runs.width())];
    }
    return kernel;
  }

  private int[] heights(Gaussian.Kernel kernel) {
    int[] heights = basins.heights(runs);
    for (int run = 0; run < runs.size(); run++) {
      int first = runs.first(run);
      int row = runs.row(first);
      int start = runs.index(row, 0);
      int end = runs.end(run) - start;
      kernel.alongColumns(
          rows, runs.index(0, 0), runs.stride(), runs.height(), row, first - start, end, line, 0);
      for (int x = first - start; x < end; x++) {
        heights[start + x] = Basins.height(line[x]);
      }
    }
    return heights;
  }

  private Basins divide(CountOptions options) {
    basins.divide(options.connectivity());
    basins.join(options.separation() == Separation.TWO_SIDED_MAXIMA, options.h());
    return basins;
  }
}
