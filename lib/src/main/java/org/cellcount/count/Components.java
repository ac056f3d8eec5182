package org.cellcount.count;

import org.cellcount.image.BinaryImage;
import org.cellcount.image.LabelImage;

/**
 * Connected components, numbered 1..n in the order in which a row-by-row scan meets them.
 *
 * <p>Union-find on the label array itself: every pixel first points to an earlier pixel of its
 * component, the first one to itself (Rosenfeld and Pfaltz 1966). Linear time, no further memory.
 */
public final class Components {
  private Components() {}

  /** Labels every component of the foreground; background is 0. */
  public static LabelImage label(BinaryImage mask, Connectivity connectivity) {
    int[] labels = new int[mask.pixels().length];
    label(mask.pixels(), mask.height(), mask.width(), connectivity, labels);
    return new LabelImage(mask.height(), mask.width(), labels);
  }

  /** Writes the labels into the given array and returns the number of components. */
  static int label(boolean[] mask, int height, int width, Connectivity connectivity, int[] labels) {
    boolean eight = connectivity == Connectivity.EIGHT;
    for (int row = 0, i = 0; row < height; row++) {
      for (int column = 0; column < width; column++, i++) {
        if (!mask[i]) {
          continue;
        }
        boolean above = row > 0 && mask[i - width];
        boolean left = column > 0 && mask[i - 1];
        labels[i] = i;
        if (left) {
          labels[i] = labels[i - 1];
        }
        if (above) {
          // Where the pixel above left is foreground too, it has joined the two already.
          if (!left || !mask[i - width - 1]) {
            join(labels, i, i - width);
          }
        } else if (eight && row > 0) {
          if (!left && column > 0 && mask[i - width - 1]) {
            join(labels, i, i - width - 1);
          }
          if (column < width - 1 && mask[i - width + 1]) {
            join(labels, i, i - width + 1);
          }
        }
      }
    }
    return number(mask, labels, height * width);
  }

  private static void join(int[] parents, int i, int j) {
    int a = root(parents, i);
    int b = root(parents, j);
    if (a < b) {
      parents[b] = a;
      parents[i] = a;
    } else {
      parents[a] = b;
      parents[i] = b;
    }
  }

  private static int root(int[] parents, int i) {
    int root = i;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  /** Replaces parents, which always come earlier, by consecutive numbers. */
  private static int number(boolean[] mask, int[] labels, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      if (mask[i]) {
        labels[i] = labels[i] == i ? ++count : labels[labels[i]];
      } else {
        labels[i] = 0;
      }
    }
    return count;
  }
}
