package org.cellcount.count;

import java.util.Arrays;

/**
 * The basins of a landscape that is given in bands of rows: the same as {@link Basins} finds in the
 * whole, however it is cut. A way uphill that leaves a band downwards ends at a basin of its own
 * for the time being, which becomes one with that of the pixel it leads to when the next band
 * comes. Saddles are looked for in the order of a scan, a row behind.
 */
final class BandedBasins {
  private final int stride;
  private final Steps steps;
  private final BasinGraph graph = new BasinGraph();

  /** Basins of the pixels of the last row above the band. */
  private final int[] above;

  /** Basins that lead to the pixels of the first row below the bands so far. */
  private int[] leading;

  private int[] basins = {};
  private int[] path = new int[256];
  private long rowsDone;

  /**
   * No band yet.
   *
   * @param width columns without the frame
   */
  BandedBasins(int width, Connectivity connectivity) {
    stride = width + 2;
    steps = new Steps(stride, connectivity);
    graph.clear();
    above = new int[stride];
    leading = new int[stride];
  }

  /**
   * The next band.
   *
   * @param heights framed by a pixel on every side: left and right the background, above and below
   *     the rows next to the band or, beyond the image, the background
   * @param rows of the band, without the frame
   * @param last whether the image ends with it
   * @return the basins of its pixels, framed in the same way; of the frame, those of no interest
   */
  int[] add(int[] heights, int rows, boolean last) {
    int framed = (rows + 2) * stride;
    if (basins.length < framed) {
      basins = new int[framed];
    }
    Arrays.fill(basins, 0, framed, 0);
    System.arraycopy(above, 0, basins, 0, stride);
    int[] below = new int[stride];
    int end = (rows + 1) * stride;
    for (int i = stride; i < end; i++) {
      if (heights[i] != Steps.BACKGROUND) {
        if (basins[i] == 0) {
          follow(i, heights, end, below);
        }
        graph.grow(basins[i], 1);
      }
    }
    for (int column = 0; column < stride; column++) {
      if (leading[column] != 0) {
        graph.unite(leading[column], basins[stride + column]);
      }
    }
    findSaddles(heights, last ? rows + 1 : rows);
    System.arraycopy(basins, rows * stride, above, 0, stride);
    leading = below;
    rowsDone += rows;
    return basins;
  }

  private void follow(int start, int[] heights, int end, int[] below) {
    int length = 0;
    int basin = 0;
    int top = start;
    while (basin == 0) {
      if (length == path.length) {
        path = Arrays.copyOf(path, 2 * length);
      }
      path[length++] = top;
      int next = steps.uphill(heights, top);
      if (next == top) {
        basin = graph.add(heights[top], rowsDone * stride + top);
      } else if (next >= end) {
        if (below[next - end] == 0) {
          below[next - end] = graph.add(Steps.BACKGROUND, Long.MAX_VALUE);
        }
        basin = below[next - end];
      } else {
        basin = basins[next];
        top = next;
      }
    }
    for (int k = 0; k < length; k++) {
      basins[path[k]] = basin;
    }
  }

  private void findSaddles(int[] heights, int rows) {
    for (int i = 0; i < rows * stride; i++) {
      if (basins[i] != 0) {
        meet(i, i + 1, 0, heights);
        meet(i, i + stride - 1, 1, heights);
        meet(i, i + stride, 2, heights);
        meet(i, i + stride + 1, 3, heights);
      }
    }
  }

  private void meet(int i, int j, int direction, int[] heights) {
    if (basins[j] != 0 && basins[j] != basins[i] && steps.links(heights, i, direction)) {
      graph.meet(basins[i], basins[j], Math.min(heights[i], heights[j]));
    }
  }

  /**
   * After the last band: joins basins as the options say and numbers what is left 1..count as a
   * scan meets it.
   */
  int finish(CountOptions options) {
    graph.settle();
    boolean flat = options.separation() == Separation.COMPONENTS;
    graph.join(options.separation() == Separation.TWO_SIDED_MAXIMA, flat ? 0 : options.h());
    return graph.number(options.minArea());
  }

  /** The number of a basin's cell, 0 if it is none. */
  int numberOf(int basin) {
    return graph.numberOf(basin);
  }
}
