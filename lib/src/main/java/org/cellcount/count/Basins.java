package org.cellcount.count;

import java.util.Arrays;

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
  static final int BACKGROUND = Integer.MIN_VALUE;

  /** The lower bits of a height are free for the direction it lies in. */
  private static final int DIRECTION = 15;

  private static final int HERE = 4;

  private RunLengthMask runs;

  /** Heights as ordered integers. */
  private int[] heights = {};

  /** Of each pixel: positive the pixel uphill, negative its basin, 0 in the background. */
  private int[] uphill = {};

  private final BasinGraph graph = new BasinGraph();

  /** The framed heights, to be filled in where there are runs. */
  int[] heights(RunLengthMask foreground) {
    runs = foreground;
    if (heights.length < runs.framed()) {
      heights = new int[runs.framed()];
      uphill = new int[runs.framed()];
    }
    Arrays.fill(heights, 0, runs.framed(), BACKGROUND);
    Arrays.fill(uphill, 0, runs.framed(), 0);
    return heights;
  }

  /** A finite float as an integer of the same order. */
  static int height(float value) {
    return SortKey.ascending(value) & ~DIRECTION;
  }

  static float value(int height) {
    return Float.intBitsToFloat(height >= 0 ? height : height ^ Integer.MAX_VALUE);
  }

  /** Finds the basins of all maxima. */
  void divide(Connectivity connectivity) {
    boolean diagonal = connectivity == Connectivity.EIGHT;
    pointUphill(diagonal);
    gather();
    findSaddles(diagonal);
  }

  private void pointUphill(boolean diagonal) {
    int stride = runs.stride();
    int[] offsets = offsets(stride);
    for (int run = 0; run < runs.size(); run++) {
      int end = runs.end(run);
      for (int i = runs.first(run); i < end; i++) {
        uphill[i] = uphill(heights, i, stride, offsets, diagonal);
      }
    }
  }

  /** Steps to the neighbours, by their directions. */
  static int[] offsets(int stride) {
    return new int[] {1, stride - 1, stride, stride + 1, 0, -1, 1 - stride, -stride, -1 - stride};
  }

  /**
   * Takes the highest of a pixel and its neighbours. The direction in the lower bits decides
   * between equal heights: for earlier pixels it is above {@link #HERE}, for later ones below.
   */
  static int uphill(int[] heights, int i, int stride, int[] offsets, boolean diagonal) {
    int best = heights[i] | HERE;
    best = Math.max(best, heights[i + 1]);
    best = Math.max(best, heights[i + stride - 1] | 1);
    best = Math.max(best, heights[i + stride] | 2);
    best = Math.max(best, heights[i + stride + 1] | 3);
    best = Math.max(best, heights[i - 1] | 5);
    best = Math.max(best, heights[i - stride + 1] | 6);
    best = Math.max(best, heights[i - stride] | 7);
    best = Math.max(best, heights[i - stride - 1] | 8);
    int to = i + offsets[best & DIRECTION];
    return diagonal || linked(heights, i, to, stride) ? to : straightUphill(heights, i, stride);
  }

  /**
   * Whether a step is one of 4-connectivity or goes round one corner; not between two background
   * pixels, whose other sides may be different components.
   */
  static boolean linked(int[] heights, int i, int to, int stride) {
    int distance = Math.abs(to - i);
    if (distance <= 1 || distance == stride) {
      return true;
    }
    int down = to > i ? stride : -stride;
    return heights[i + down] != BACKGROUND || heights[to - down] != BACKGROUND;
  }

  /** The highest neighbour that can be stepped to where the highest of all cannot. */
  private static int straightUphill(int[] heights, int i, int stride) {
    int to = i;
    for (int offset : new int[] {-1 - stride, -stride, 1 - stride, -1}) {
      if (heights[i + offset] >= heights[to] && linked(heights, i, i + offset, stride)) {
        to = i + offset;
      }
    }
    for (int offset : new int[] {1, stride - 1, stride, stride + 1}) {
      if (heights[i + offset] > heights[to] && linked(heights, i, i + offset, stride)) {
        to = i + offset;
      }
    }
    return to;
  }

  /** Replaces the pixel uphill by the basin; basins are numbered as a scan meets them. */
  private void gather() {
    graph.clear();
    for (int run = 0; run < runs.size(); run++) {
      int end = runs.end(run);
      for (int i = runs.first(run); i < end; i++) {
        if (uphill[i] > 0) {
          followUphill(i);
        }
        graph.grow(-uphill[i]);
      }
    }
  }

  private void followUphill(int start) {
    int top = start;
    while (uphill[top] > 0 && uphill[top] != top) {
      top = uphill[top];
    }
    int basin = uphill[top] < 0 ? -uphill[top] : graph.add(heights[top], top);
    int i = start;
    while (uphill[i] > 0) {
      int next = uphill[i];
      uphill[i] = -basin;
      i = next;
    }
  }

  private void findSaddles(boolean diagonal) {
    int stride = runs.stride();
    for (int run = 0; run < runs.size(); run++) {
      int end = runs.end(run);
      for (int i = runs.first(run); i < end; i++) {
        int basin = uphill[i];
        // One branch that is seldom taken is quicker than four that are hard to foresee.
        if ((other(uphill[i + 1], basin)
                | other(uphill[i + stride - 1], basin)
                | other(uphill[i + stride], basin)
                | other(uphill[i + stride + 1], basin))
            != 0) {
          meet(i, i + 1, diagonal);
          meet(i, i + stride - 1, diagonal);
          meet(i, i + stride, diagonal);
          meet(i, i + stride + 1, diagonal);
        }
      }
    }
  }

  /** Not zero if a pixel is of another basin, zero if it is of the same or of none. */
  private static long other(int uphill, int basin) {
    return (long) uphill * (uphill - basin);
  }

  private void meet(int i, int j, boolean diagonal) {
    if (other(uphill[j], uphill[i]) != 0 && (diagonal || linked(heights, i, j, runs.stride()))) {
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
      int shift = runs.first(run) - runs.unframed(run);
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
