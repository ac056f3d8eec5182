package org.cellcount.count;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.BooleanType;
import net.imglib2.type.numeric.RealType;
import org.cellcount.base.Require;
import org.cellcount.base.SortKey;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Markers: one pixel for each cell, where a map is highest. */
public final class Maxima {
  private Maxima() {}

  /**
   * Marks peaks, the highest with 1, the next with 2 and so on.
   *
   * <p>A peak is as high as every other pixel up to minDistance rows and columns away; of several
   * that are equally high the first by row, then column, is taken. Only mask pixels that are at
   * least minDistance away from the first and last row and column are looked at. (As {@code
   * peak_local_max(map, min_distance, labels=mask)} of scikit-image, save that there the choice
   * between equally high peaks is arbitrary.)
   *
   * @param map any finite values
   * @param mask where peaks may be
   * @param minDistance pixels, at least 1
   * @throws IllegalArgumentException if the sizes differ, a value is not finite or minDistance is
   *     below 1
   */
  public static LabelImage peaks(
      RandomAccessibleInterval<? extends RealType<?>> map,
      RandomAccessibleInterval<? extends BooleanType<?>> mask,
      int minDistance) {
    GrayImage heights = GrayImage.of(map);
    BinaryImage within = BinaryImage.of(mask);
    check(heights, within);
    Require.atLeast("minDistance", minDistance, 1);
    Peaks peaks = new Peaks(heights, within, minDistance);
    return new LabelImage(heights.height(), heights.width(), peaks.mark());
  }

  private static void check(GrayImage map, BinaryImage mask) {
    Require.sameSize("mask", mask, map);
    Require.finite("map value", map.pixels(), map.width());
  }

  /**
   * Marks, in no particular order, the highest pixel of every maximum that rises at least h above
   * the highest saddle that leads to a higher one (h-maxima with 8 neighbours; dynamics, M. Grimaud
   * 1992). Of equally high maxima the first by row, then column, counts as higher.
   *
   * @param map any finite values
   * @param mask where maxima may be; a map of several components has a maximum in each
   * @param h height in the unit of the map, 0 or more
   * @param connectivity which pixels of the mask hang together
   * @throws IllegalArgumentException if the sizes differ, a value is not finite or h is negative
   */
  public static LabelImage hMaxima(
      RandomAccessibleInterval<? extends RealType<?>> map,
      RandomAccessibleInterval<? extends BooleanType<?>> mask,
      double h,
      Connectivity connectivity) {
    return maxima(GrayImage.of(map), BinaryImage.of(mask), false, h, connectivity);
  }

  /**
   * The same, but what must be at least h is the geometric mean of two rises above the saddle: that
   * of the maximum and that of the higher one it leads to (see {@link
   * Separation#TWO_SIDED_MAXIMA}).
   */
  public static LabelImage twoSidedMaxima(
      RandomAccessibleInterval<? extends RealType<?>> map,
      RandomAccessibleInterval<? extends BooleanType<?>> mask,
      double h,
      Connectivity connectivity) {
    return maxima(GrayImage.of(map), BinaryImage.of(mask), true, h, connectivity);
  }

  private static LabelImage maxima(
      GrayImage map, BinaryImage mask, boolean bothSides, double h, Connectivity connectivity) {
    check(map, mask);
    Require.that(h >= 0, "h", h, "0 or more");
    int height = map.height();
    int width = map.width();
    RunLengthMask runs = new RunLengthMask();
    runs.find(mask, true);
    Basins basins = new Basins();
    int[] heights = basins.heights(runs);
    for (int row = 0, i = 0; row < height; row++) {
      for (int column = 0; column < width; column++, i++) {
        if (mask.pixels()[i]) {
          heights[runs.index(row, column)] = Basins.height(map.pixels()[i]);
        }
      }
    }
    basins.divide(connectivity);
    basins.join(bothSides, h);
    int[] markers = new int[height * width];
    basins.mark(markers);
    return new LabelImage(height, width, markers);
  }

  private static final class Peaks {
    private final float[] map;
    private final boolean[] candidate;
    private final int height;
    private final int width;
    private final int distance;

    Peaks(GrayImage image, BinaryImage mask, int minDistance) {
      map = image.pixels();
      height = image.height();
      width = image.width();
      distance = minDistance;
      candidate = new boolean[map.length];
      for (int row = distance; row < height - distance; row++) {
        int start = row * width;
        for (int i = start + distance; i < start + width - distance; i++) {
          candidate[i] = mask.pixels()[i];
        }
      }
    }

    int[] mark() {
      long[] order = new long[16];
      int found = 0;
      for (int i = 0; i < map.length; i++) {
        if (candidate[i] && highest(i, 1) && highest(i, distance)) {
          if (found == order.length) {
            order = Arrays.copyOf(order, 2 * found);
          }
          order[found++] = SortKey.descending(map[i], i);
        }
      }
      Arrays.sort(order, 0, found);
      int[] markers = new int[map.length];
      int count = 0;
      for (int k = 0; k < found; k++) {
        int i = (int) order[k];
        if (candidate[i]) {
          clear(i);
          markers[i] = ++count;
        }
      }
      return markers;
    }

    private boolean highest(int i, int reach) {
      int row = i / width;
      int column = i % width;
      int last = Math.min(width - 1, column + reach);
      for (int r = Math.max(0, row - reach); r <= Math.min(height - 1, row + reach); r++) {
        for (int j = r * width + Math.max(0, column - reach); j <= r * width + last; j++) {
          if (candidate[j] && map[j] > map[i]) {
            return false;
          }
        }
      }
      return true;
    }

    private void clear(int i) {
      int row = i / width;
      int column = i % width;
      int last = Math.min(width - 1, column + distance);
      for (int r = Math.max(0, row - distance); r <= Math.min(height - 1, row + distance); r++) {
        int start = r * width;
        Arrays.fill(candidate, start + Math.max(0, column - distance), start + last + 1, false);
      }
    }
  }
}
