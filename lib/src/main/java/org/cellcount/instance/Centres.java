package org.cellcount.instance;

import org.cellcount.count.DistanceTransform;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * The most central pixel of every cell: of the pixels at least three quarters as deep as the
 * deepest, the one nearest to the centroid. The deepest alone would jump along the ridge of a long
 * cell, the centroid of a crescent lies outside it. A cell of several pieces (4-connected) has one
 * in each.
 */
final class Centres {
  private static final float DEEP = 0.75f;

  private final int[] labels;
  private final int width;

  /** Distance to the nearest pixel that is not of the cell, see {@link DistanceTransform}. */
  private final float[] depth;

  /** Pixels piece by piece, and where the pieces begin. */
  private final int[] queue;

  private final boolean[] seen;
  private int end;

  private Centres(LabelImage image, float[] depth) {
    labels = image.labels();
    width = image.width();
    this.depth = depth;
    queue = new int[labels.length];
    seen = new boolean[labels.length];
  }

  /** Told of every piece. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One piece.
     *
     * @param centre its most central pixel
     * @param pixels holds its pixels from {@code from} (inclusive) to {@code to} (exclusive)
     */
    void visit(int centre, int[] pixels, int from, int to);
  }

  /** Visits the pieces of all cells in the order in which a scan meets them. */
  static void visit(LabelImage labels, GrayImage depth, Visitor visitor) {
    Centres centres = new Centres(labels, depth.pixels());
    for (int i = 0; i < centres.labels.length; i++) {
      if (centres.labels[i] != 0 && !centres.seen[i]) {
        int from = centres.end;
        centres.gather(i);
        visitor.visit(centres.centre(from), centres.queue, from, centres.end);
      }
    }
  }

  private void gather(int start) {
    int next = end;
    reach(start, labels[start]);
    while (next < end) {
      int i = queue[next++];
      int column = i % width;
      if (i >= width) {
        reach(i - width, labels[i]);
      }
      if (column > 0) {
        reach(i - 1, labels[i]);
      }
      if (column < width - 1) {
        reach(i + 1, labels[i]);
      }
      if (i < labels.length - width) {
        reach(i + width, labels[i]);
      }
    }
  }

  private void reach(int i, int label) {
    if (labels[i] == label && !seen[i]) {
      seen[i] = true;
      queue[end++] = i;
    }
  }

  private int centre(int from) {
    long rows = 0;
    long columns = 0;
    float deepest = 0;
    for (int k = from; k < end; k++) {
      rows += queue[k] / width;
      columns += queue[k] % width;
      deepest = Math.max(deepest, depth[queue[k]]);
    }
    double meanRow = (double) rows / (end - from);
    double meanColumn = (double) columns / (end - from);
    int centre = queue[from];
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = from; k < end; k++) {
      int i = queue[k];
      int row = i / width;
      double far = square(row - meanRow) + square(i % width - meanColumn);
      if (depth[i] >= DEEP * deepest && far < nearest) {
        nearest = far;
        centre = i;
      }
    }
    return centre;
  }

  private static double square(double x) {
    return x * x;
  }
}
