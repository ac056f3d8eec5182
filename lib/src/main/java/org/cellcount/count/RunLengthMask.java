package org.cellcount.count;

import java.util.Arrays;
import org.cellcount.base.Require;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;

/**
 * The foreground of an image as runs: pixels that follow each other in a row, of which only the
 * first and the end are kept. What works on runs need not look at the background.
 *
 * <p>Indices are those of an image with a frame of one pixel around: every pixel then has 8
 * neighbours. The arrays are kept for the next image.
 */
final class RunLengthMask {
  private static final int ONE = Float.floatToRawIntBits(1);

  /** Added to both sides, turns a comparison of integers into one without sign. */
  private static final int SIGN = Integer.MIN_VALUE;

  private int height;
  private int width;
  private int size;
  private int[] firsts = new int[64];
  private int[] ends = new int[64];

  /** Finds the pixels above a threshold; also checks that every value is a probability. */
  void find(GrayImage probability, double threshold) {
    start(probability.height(), probability.width());
    float[] pixels = probability.pixels();
    // The bits of floats from 0 up are in the order of the floats. Read without sign, those of all
    // other floats lie above them, so that one comparison does for two.
    int cut = Float.floatToRawIntBits(atMost(threshold));
    int above = ONE - cut;
    for (int row = 0; row < height; row++) {
      int start = row * width;
      int end = start + width;
      int shift = index(row, 0) - start;
      int i = start;
      while (i < end) {
        while (i < end && Float.floatToRawIntBits(pixels[i]) + SIGN <= cut + SIGN) {
          i++;
        }
        int first = i;
        while (i < end && Float.floatToRawIntBits(pixels[i]) - cut - 1 + SIGN < above + SIGN) {
          i++;
        }
        if (i > first) {
          add(first + shift, i + shift);
        } else if (i < end) {
          if (pixels[i] != 0) {
            throw Require.refusal("probability", Require.at(pixels[i], row, i - start), "0 to 1");
          }
          i++;
        }
      }
    }
  }

  /** The largest float that is not above the threshold: what is above one is above the other. */
  private static float atMost(double threshold) {
    // Adding zero turns -0 into 0.
    float cut = (float) threshold + 0f;
    return cut > threshold ? Math.nextDown(cut) : cut;
  }

  /** Finds the foreground (true) or background (false) pixels of a mask. */
  void find(BinaryImage mask, boolean wanted) {
    start(mask.height(), mask.width());
    boolean[] pixels = mask.pixels();
    for (int row = 0; row < height; row++) {
      int end = (row + 1) * width;
      int shift = index(row, 0) - row * width;
      int i = row * width;
      while (i < end) {
        while (i < end && pixels[i] != wanted) {
          i++;
        }
        int first = i;
        while (i < end && pixels[i] == wanted) {
          i++;
        }
        if (i > first) {
          add(first + shift, i + shift);
        }
      }
    }
  }

  /** The runs as foreground. */
  BinaryImage toMask() {
    boolean[] pixels = new boolean[height * width];
    for (int run = 0; run < size; run++) {
      int first = unframed(run);
      Arrays.fill(pixels, first, first + length(run), true);
    }
    return new BinaryImage(height, width, pixels);
  }

  private void start(int newHeight, int newWidth) {
    height = newHeight;
    width = newWidth;
    size = 0;
  }

  private void add(int first, int end) {
    if (size == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    firsts[size] = first;
    ends[size++] = end;
  }

  /** Rows, without the frame. */
  int height() {
    return height;
  }

  /** Columns, without the frame. */
  int width() {
    return width;
  }

  /** From a framed pixel to the one below. */
  int stride() {
    return width + 2;
  }

  /** Number of framed pixels. */
  int framed() {
    return Math.multiplyExact(height + 2, width + 2);
  }

  /** Framed index of a pixel. */
  int index(int row, int column) {
    return (row + 1) * stride() + column + 1;
  }

  /** Row of a framed index. */
  int row(int index) {
    return index / stride() - 1;
  }

  /** Column of a framed index. */
  int column(int index) {
    return index % stride() - 1;
  }

  /** Number of runs. */
  int size() {
    return size;
  }

  /** First pixel of a run. */
  int first(int run) {
    return firsts[run];
  }

  /** One past the last pixel of a run. */
  int end(int run) {
    return ends[run];
  }

  /** Number of pixels of a run. */
  int length(int run) {
    return ends[run] - firsts[run];
  }

  /** First pixel of a run in an image without frame. */
  int unframed(int run) {
    int row = row(firsts[run]);
    return firsts[run] - index(row, 0) + row * width;
  }

  /** Whether a pixel of a run lies in the first or last row or column. */
  boolean atBorder(int run) {
    int row = row(firsts[run]);
    return row == 0
        || row == height - 1
        || column(firsts[run]) == 0
        || column(ends[run] - 1) == width - 1;
  }
}
