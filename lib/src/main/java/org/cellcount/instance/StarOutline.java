package org.cellcount.instance;

import java.util.Arrays;

/** The pixels of an image whose centres lie in a polygon, as runs along its rows. */
final class StarOutline {
  private static final int RUN = 3;

  /** Row, first column and end column of every run, in that order. */
  private int[] runs;

  private int size;
  private int area;
  private int left;
  private int right;

  StarOutline() {
    this(new int[64 * RUN]);
  }

  private StarOutline(int[] runs) {
    this.runs = runs;
    clear();
  }

  void clear() {
    size = 0;
    area = 0;
    left = Integer.MAX_VALUE;
    right = 0;
  }

  /** Adds pixels to the right of or below all others. */
  void add(int row, int first, int end) {
    if (size == runs.length) {
      runs = Arrays.copyOf(runs, 2 * size);
    }
    runs[size] = row;
    runs[size + 1] = first;
    runs[size + 2] = end;
    size += RUN;
    area += end - first;
    left = Math.min(left, first);
    right = Math.max(right, end - 1);
  }

  StarOutline copy() {
    StarOutline copy = new StarOutline(Arrays.copyOf(runs, size));
    copy.size = size;
    copy.area = area;
    copy.left = left;
    copy.right = right;
    return copy;
  }

  /** Number of pixels. */
  int area() {
    return area;
  }

  /** First row; there must be pixels. */
  int top() {
    return runs[0];
  }

  /** Last row; there must be pixels. */
  int bottom() {
    return runs[size - RUN];
  }

  /** First column. */
  int left() {
    return left;
  }

  /** Last column. */
  int right() {
    return right;
  }

  /** Number of pixels that two have in common. */
  int overlap(StarOutline other) {
    int common = 0;
    int a = 0;
    int b = 0;
    while (a < size && b < other.size) {
      int rows = runs[a] - other.runs[b];
      int ends = runs[a + 2] - other.runs[b + 2];
      if (rows == 0) {
        int first = Math.max(runs[a + 1], other.runs[b + 1]);
        int end = ends < 0 ? runs[a + 2] : other.runs[b + 2];
        common += Math.max(0, end - first);
      }
      if (rows < 0 || (rows == 0 && ends < 0)) {
        a += RUN;
      } else {
        b += RUN;
      }
    }
    return common;
  }

  /** Gives its pixels that belong to none a label. */
  void paint(int[] labels, int width, int label) {
    for (int k = 0; k < size; k += RUN) {
      int end = runs[k] * width + runs[k + 2];
      for (int i = runs[k] * width + runs[k + 1]; i < end; i++) {
        if (labels[i] == 0) {
          labels[i] = label;
        }
      }
    }
  }
}
