package org.cellcount.count;

import org.cellcount.image.BinaryImage;

/**
 * Erosion, dilation, opening and closing with the cross of a pixel and its 4 neighbours. Beyond the
 * image border everything is background, for all four: opening and closing wear away what touches
 * the border, as in scipy.ndimage.
 */
public final class Morphology {
  private Morphology() {}

  /**
   * Takes away pixels with a background neighbour, n times over.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static BinaryImage erode(BinaryImage mask, int n) {
    return repeat(mask, n, true);
  }

  /**
   * Adds pixels with a foreground neighbour, n times over.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static BinaryImage dilate(BinaryImage mask, int n) {
    return repeat(mask, n, false);
  }

  /**
   * n erosions, then n dilations: deletes what is thinner than about 2 n. Opening the result again
   * with the same n changes nothing.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static BinaryImage open(BinaryImage mask, int n) {
    return dilate(erode(mask, n), n);
  }

  /**
   * n dilations, then n erosions: closes gaps and holes narrower than about 2 n. Closing the result
   * again with the same n changes nothing.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static BinaryImage close(BinaryImage mask, int n) {
    return erode(dilate(mask, n), n);
  }

  private static BinaryImage repeat(BinaryImage mask, int n, boolean erode) {
    if (n < 0) {
      throw new IllegalArgumentException("n " + n + ": expected 0 or more");
    }
    boolean[] from = mask.pixels().clone();
    boolean[] to = new boolean[n == 0 ? 0 : from.length];
    for (int k = 0; k < n; k++) {
      if (erode) {
        erode(from, to, mask.height(), mask.width());
      } else {
        dilate(from, to, mask.height(), mask.width());
      }
      boolean[] swap = from;
      from = to;
      to = swap;
    }
    return new BinaryImage(mask.height(), mask.width(), from);
  }

  private static void erode(boolean[] from, boolean[] to, int height, int width) {
    for (int row = 0; row < height; row++) {
      boolean inner = row > 0 && row < height - 1;
      for (int column = 0, i = row * width; column < width; column++, i++) {
        to[i] =
            inner
                && column > 0
                && column < width - 1
                && from[i]
                && from[i - 1]
                && from[i + 1]
                && from[i - width]
                && from[i + width];
      }
    }
  }

  private static void dilate(boolean[] from, boolean[] to, int height, int width) {
    for (int row = 0; row < height; row++) {
      for (int column = 0, i = row * width; column < width; column++, i++) {
        to[i] =
            from[i]
                || (column > 0 && from[i - 1])
                || (column < width - 1 && from[i + 1])
                || (row > 0 && from[i - width])
                || (row < height - 1 && from[i + width]);
      }
    }
  }
}
