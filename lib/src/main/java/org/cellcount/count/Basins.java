package org.cellcount.count;

import java.util.Arrays;
import org.cellcount.base.SortKey;

/**
 * Divides a landscape into the catchment basins of its maxima, without sorting or queueing pixels.
 *
 * <p>Every pixel points to the highest of its 8 neighbours, so that each maximum gathers a basin.
 * The highest pair of neighbouring pixels of two basins is their saddle. From the highest saddle
 * down, two basins join unless their peaks rise far enough above it; the lower peak is then no
 * longer one. The peaks that are left are the h-maxima and the basins their watershed. Where
 * heights are equal the earlier pixel counts as higher, which is harmless: a false maximum on a
 * plateau does not rise at all and joins. Linear in pixels but for the sorting of saddles.
 *
 * <p>Heights are kept to 19 binary digits (a millionth of their size). The arrays are kept for the
 * next image.
 */
final class Basins {
  private RunLengthMask runs;

  /** Heights as ordered integers. */
  private int[] heights = {};

  /** Of each pixel: positive the pixel uphill, negative its basin, 0 in the background. */
  private int[] uphill = {};

  /**
   * Of each run: the basin, as in {@link #uphill}, that all of it lies in; 0 if there are several.
   */
  private int[] whole = {};

  private final BasinGraph graph = new BasinGraph();

  /** The framed heights, to be filled in where there are runs. */
  int[] heights(RunLengthMask foreground) {
    runs = foreground;
    if (heights.length < runs.framed()) {
      heights = new int[runs.framed()];
      uphill = new int[runs.framed()];
    }
    Arrays.fill(heights, 0, runs.framed(), Steps.BACKGROUND);
    Arrays.fill(uphill, 0, runs.framed(), 0);
    return heights;
  }

  /** A finite float as an integer of the same order. */
  static int height(float value) {
    return SortKey.ascending(value) & ~Steps.DIRECTION;
  }

  static float value(int height) {
    return Float.intBitsToFloat(height >= 0 ? height : height ^ Integer.MAX_VALUE);
  }

  /** Finds the basins of all maxima. */
  void divide(Connectivity connectivity) {
    Steps steps = new Steps(runs.stride(), connectivity);
    pointUphill(steps);
    gather();
    findSaddles(steps);
  }

  /** From the last pixel to the first, so that ways that lead on to later pixels are cut short. */
  private void pointUphill(Steps steps) {
    for (int run = runs.size() - 1; run >= 0; run--) {
      int first = runs.first(run);
      for (int i = runs.end(run) - 1; i >= first; i--) {
        int to = steps.uphill(heights, i);
        int further = uphill[to];
        uphill[i] = further == 0 ? to : further;
      }
    }
  }

  /** Replaces the pixel uphill by the basin; basins are numbered as a scan meets them. */
  private void gather() {
    graph.clear();
    if (whole.length < runs.size()) {
      whole = new int[runs.size()];
    }
    for (int run = 0; run < runs.size(); run++) {
      int end = runs.end(run);
      int counted = runs.first(run);
      for (int i = counted; i < end; i++) {
        int top = i;
        while (uphill[top] > 0 && uphill[top] != top) {
          top = uphill[top];
        }
        if (uphill[top] > 0) {
          uphill[top] = -graph.add(heights[top], top);
        }
        uphill[i] = uphill[top];
        if (uphill[i] != uphill[counted]) {
          graph.grow(-uphill[counted], i - counted);
          counted = i;
        }
      }
      graph.grow(-uphill[counted], end - counted);
      whole[run] = counted == runs.first(run) ? uphill[counted] : 0;
    }
  }

  private void findSaddles(Steps steps) {
    int below = 0;
    for (int run = 0; run < runs.size(); run++) {
      int first = runs.first(run) + runs.stride() - 1;
      int last = runs.end(run) + runs.stride();
      while (below < runs.size() && runs.end(below) <= first) {
        below++;
      }
      // Most runs lie in the middle of a basin.
      boolean alone = whole[run] != 0;
      for (int k = below; alone && k < runs.size() && runs.first(k) <= last; k++) {
        alone = whole[k] == whole[run];
      }
      if (!alone) {
        findSaddles(runs.first(run), runs.end(run), steps);
      }
    }
  }

  private void findSaddles(int first, int end, Steps steps) {
    int stride = runs.stride();
    for (int i = first; i < end; i++) {
      int basin = uphill[i];
      // One branch that is seldom taken is quicker than four that are hard to foresee.
      if ((other(uphill[i + 1], basin)
              | other(uphill[i + stride - 1], basin)
              | other(uphill[i + stride], basin)
              | other(uphill[i + stride + 1], basin))
          != 0) {
        meet(i, i + 1, 0, steps);
        meet(i, i + stride - 1, 1, steps);
        meet(i, i + stride, 2, steps);
        meet(i, i + stride + 1, 3, steps);
      }
    }
  }

  /** Not zero if a pixel is of another basin, zero if it is of the same or of none. */
  private static long other(int uphill, int basin) {
    return (long) uphill * (uphill - basin);
  }

  private void meet(int i, int j, int direction, Steps steps) {
    if (other(uphill[j], uphill[i]) != 0 && steps.links(heights, i, direction)) {
      graph.meet(-uphill[i], -uphill[j], Math.min(heights[i], heights[j]));
    }
  }

  /**
   * Joins basins whose peaks rise less than h above their saddle: the lower peak, or in the
   * geometric mean of both.
   */
  void join(boolean bothSides, double h) {
    graph.join(bothSides, h);
  }

  /** Number of basins of at least the given area. */
  int count(int minArea) {
    return graph.count(minArea);
  }

  /**
   * Numbers basins of at least the given area 1..count as a scan meets them, writes them into an
   * image of zeros without frame, and returns the count.
   */
  int label(int minArea, int[] labels) {
    int count = graph.number(minArea);
    for (int run = 0; run < runs.size(); run++) {
      int first = runs.unframed(run);
      if (whole[run] != 0) {
        Arrays.fill(labels, first, first + runs.length(run), graph.numberOf(-whole[run]));
        continue;
      }
      int shift = runs.first(run) - first;
      for (int i = runs.first(run); i < runs.end(run); i++) {
        labels[i - shift] = graph.numberOf(-uphill[i]);
      }
    }
    return count;
  }

  /** Marks the peaks that are left with 1..n in an image of zeros without frame. */
  void mark(int[] markers) {
    int count = 0;
    for (int basin = 1; basin <= graph.size(); basin++) {
      if (graph.isRoot(basin)) {
        int peak = (int) graph.peak(basin);
        markers[runs.row(peak) * runs.width() + runs.column(peak)] = ++count;
      }
    }
  }
}
