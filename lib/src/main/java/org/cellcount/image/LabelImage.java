package org.cellcount.image;

import java.util.Arrays;
import java.util.BitSet;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;

/**
 * A label image: every pixel holds the number of the cell it belongs to, 0 for background. Labels
 * need not be consecutive. Stored row by row like {@link GrayImage}; the array is shared, not
 * copied.
 */
public final class LabelImage {
  private final int height;
  private final int width;
  private final int[] labels;

  /**
   * Wraps an array.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param labels {@code height * width} labels, row by row, none negative
   * @throws IllegalArgumentException if the sizes do not match or a label is negative
   */
  public LabelImage(int height, int width, int[] labels) {
    Sizes.check("label image", height, width, labels.length);
    for (int label : labels) {
      if (label < 0) {
        throw new IllegalArgumentException("label " + label + " is negative, expected 0 or more");
      }
    }
    this.height = height;
    this.width = width;
    this.labels = labels;
  }

  /**
   * Copies any two-dimensional integer ImgLib2 image; dimension 0 is x (columns), 1 is y (rows).
   *
   * @throws IllegalArgumentException if the image is not two-dimensional or a label is negative or
   *     above 2,147,483,647
   */
  public static <T extends IntegerType<T>> LabelImage copyOf(RandomAccessibleInterval<T> image) {
    Sizes.checkPlane(image);
    int height = (int) image.dimension(1);
    int width = (int) image.dimension(0);
    int[] labels = new int[Sizes.area(height, width)];
    Sizes.forEachRowMajor(image, (i, value) -> labels[i] = label(value.getIntegerLong()));
    return new LabelImage(height, width, labels);
  }

  private static int label(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("label " + value + ": expected 0 to 2,147,483,647");
    }
    return (int) value;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The labels, row by row, not copied. */
  public int[] labels() {
    return labels;
  }

  /** The label at a row and column. */
  public int get(int row, int column) {
    return labels[row * width + column];
  }

  /**
   * A copy of a window, mirrored beyond the image as {@link GrayImage#window} does.
   *
   * @param top first row, may be negative
   * @param left first column, may be negative
   * @param windowHeight rows, at least 1
   * @param windowWidth columns, at least 1
   */
  public LabelImage window(int top, int left, int windowHeight, int windowWidth) {
    int[] window = new int[Sizes.area(windowHeight, windowWidth)];
    for (int row = 0; row < windowHeight; row++) {
      int from = Sizes.mirrored(top + row, height) * width;
      for (int column = 0; column < windowWidth; column++) {
        window[row * windowWidth + column] = labels[from + Sizes.mirrored(left + column, width)];
      }
    }
    return new LabelImage(windowHeight, windowWidth, window);
  }

  /** The largest label, 0 where there is no cell. */
  public int max() {
    int max = 0;
    for (int label : labels) {
      max = Math.max(max, label);
    }
    return max;
  }

  /** Number of distinct labels, background not counted. */
  public int count() {
    int max = max();
    if (max <= (long) Integer.SIZE * labels.length) {
      BitSet seen = new BitSet(max);
      for (int label : labels) {
        seen.set(label);
      }
      seen.clear(0);
      return seen.cardinality();
    }
    int[] sorted = labels.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] != 0 && (i == 0 || sorted[i] != sorted[i - 1])) {
        count++;
      }
    }
    return count;
  }

  /** Pixels that belong to any cell. */
  public BinaryImage foreground() {
    boolean[] foreground = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      foreground[i] = labels[i] != 0;
    }
    return new BinaryImage(height, width, foreground);
  }

  /** An ImgLib2 image on the same memory: dimension 0 is x (columns), dimension 1 is y (rows). */
  public ArrayImg<IntType, IntArray> asImg() {
    return ArrayImgs.ints(labels, width, height);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelImage image
        && width == image.width
        && Arrays.equals(labels, image.labels);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return "LabelImage " + height + "x" + width;
  }
}
