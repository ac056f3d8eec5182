package org.cellcount.count;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.BooleanType;
import org.cellcount.base.Require;
import org.cellcount.image.BinaryImage;

/**
 * Erosion, dilation, opening and closing with the cross of a pixel and its 4 neighbours. Beyond the
 * image border everything is background, for all four: opening and closing wear away what touches
 * the border, as in scipy.ndimage.
 *
 * <p>64 pixels of a row are one number, so that a few operations on bits move them all.
 */
public final class Morphology {
  private Morphology() {}

  /**
   * Takes away pixels with a background neighbour, n times over.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static BinaryImage erode(RandomAccessibleInterval<? extends BooleanType<?>> mask, int n) {
    return new Bits(mask).erode(n).toMask();
  }

  /**
   * Adds pixels with a foreground neighbour, n times over.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static BinaryImage dilate(RandomAccessibleInterval<? extends BooleanType<?>> mask, int n) {
    return new Bits(mask).dilate(n).toMask();
  }

  /**
   * n erosions, then n dilations: deletes what is thinner than about 2 n. Opening the result again
   * with the same n changes nothing.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static BinaryImage open(RandomAccessibleInterval<? extends BooleanType<?>> mask, int n) {
    return new Bits(mask).erode(n).dilate(n).toMask();
  }

  /**
   * n dilations, then n erosions: closes gaps and holes narrower than about 2 n. Closing the result
   * again with the same n changes nothing.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static BinaryImage close(RandomAccessibleInterval<? extends BooleanType<?>> mask, int n) {
    return new Bits(mask).dilate(n).erode(n).toMask();
  }

  /** A mask as bits, the first column in the lowest. */
  private static final class Bits {
    private final int height;
    private final int width;

    /** Numbers in a row. */
    private final int words;

    private long[] from;
    private long[] to;

    Bits(RandomAccessibleInterval<? extends BooleanType<?>> image) {
      BinaryImage mask = BinaryImage.of(image);
      height = mask.height();
      width = mask.width();
      words = (width + Long.SIZE - 1) / Long.SIZE;
      from = new long[height * words];
      to = new long[height * words];
      boolean[] pixels = mask.pixels();
      for (int i = 0; i < from.length; i++) {
        int first = pixel(i);
        int end = endPixel(i);
        long bits = 0;
        for (int j = end - 1; j >= first; j--) {
          bits = bits << 1 | (pixels[j] ? 1 : 0);
        }
        from[i] = bits;
      }
    }

    BinaryImage toMask() {
      boolean[] pixels = new boolean[height * width];
      for (int i = 0; i < from.length; i++) {
        int end = endPixel(i);
        long bits = from[i];
        for (int j = pixel(i); j < end; j++) {
          pixels[j] = (bits & 1) != 0;
          bits >>>= 1;
        }
      }
      return new BinaryImage(height, width, pixels);
    }

    /** The first pixel of a number. */
    private int pixel(int i) {
      return i / words * width + i % words * Long.SIZE;
    }

    /** One past the last pixel of a number. */
    private int endPixel(int i) {
      return Math.min(pixel(i) + Long.SIZE, (i / words + 1) * width);
    }

    Bits erode(int n) {
      return repeat(n, true);
    }

    Bits dilate(int n) {
      return repeat(n, false);
    }

    private Bits repeat(int n, boolean erode) {
      Require.atLeast("n", n, 0);
      for (int k = 0; k < n; k++) {
        for (int row = 0; row < height; row++) {
          for (int word = 0; word < words; word++) {
            step(row, word, erode);
          }
        }
        long[] swap = from;
        from = to;
        to = swap;
      }
      return this;
    }

    private void step(int row, int word, boolean erode) {
      int i = row * words + word;
      long here = from[i];
      long left = here << 1 | (word == 0 ? 0 : from[i - 1] >>> -1);
      long right = here >>> 1 | (word == words - 1 ? 0 : from[i + 1] << -1);
      long above = row == 0 ? 0 : from[i - words];
      long below = row == height - 1 ? 0 : from[i + words];
      to[i] = erode ? here & left & right & above & below : here | left | right | above | below;
      if (word == words - 1) {
        // Nothing grows beyond the last column.
        to[i] &= -1L >>> (words * Long.SIZE - width);
      }
    }
  }
}
