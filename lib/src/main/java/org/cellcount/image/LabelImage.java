package org.cellcount.image;

import java.util.Arrays;
import java.util.BitSet;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import org.cellcount.base.Require;

/**
 * A label image: every pixel holds the number of the cell it belongs to, 0 for background. Numbers
 * may be missing. Stored row by row and an ImgLib2 image as {@link GrayImage} is.
 */
public final class LabelImage extends Plane<IntType, IntArray> {
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
    super(height, width, labels.length, new IntArray(labels));
    for (int label : labels) {
      if (label < 0) {
        throw Require.refusal("label", label, "0 or more");
      }
    }
    this.labels = labels;
    setLinkedType(new IntType(this));
  }

  /**
   * Takes any ImgLib2 image of whole numbers; a mask becomes one cell with the label 1. Shares the
   * array behind {@code ArrayImgs.ints}, copies all others.
   *
   * @throws IllegalArgumentException if it is not two-dimensional, has no pixels, or a label is
   *     negative or above 2,147,483,647
   */
  public static LabelImage of(RandomAccessibleInterval<? extends IntegerType<?>> image) {
    if (image instanceof LabelImage labels) {
      return labels;
    }
    Sizes.checkPlane(image);
    int height = (int) image.dimension(1);
    int width = (int) image.dimension(0);
    if (Sizes.array(image, IntType.class) instanceof int[] shared) {
      return new LabelImage(height, width, shared);
    }
    int[] copy = new int[Sizes.area(height, width)];
    if (Sizes.array(image, NativeBoolType.class) instanceof boolean[] mask) {
      for (int i = 0; i < copy.length; i++) {
        copy[i] = mask[i] ? 1 : 0;
      }
    } else {
      Sizes.forEachRowMajor(image, (i, value) -> copy[i] = label(value.getIntegerLong()));
    }
    return new LabelImage(height, width, copy);
  }

  private static int label(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw Require.refusal("label", value, "0 to 2,147,483,647");
    }
    return (int) value;
  }

  /** The labels, row by row, not copied. */
  public int[] labels() {
    return labels;
  }

  /** The label at a row and column. */
  public int get(int row, int column) {
    return labels[row * width() + column];
  }

  /** A deep copy. */
  @Override
  public LabelImage copy() {
    return new LabelImage(height(), width(), labels.clone());
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
      int from = Sizes.mirrored(top + row, height()) * width();
      for (int column = 0; column < windowWidth; column++) {
        window[row * windowWidth + column] = labels[from + Sizes.mirrored(left + column, width())];
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

  /** Pixels of each label from 0, the background, up to the largest. */
  public int[] areas() {
    int[] areas = new int[max() + 1];
    // Whole runs are added: adding to one number again and again would wait for itself.
    int start = 0;
    for (int i = 1; i < labels.length; i++) {
      if (labels[i] != labels[start]) {
        areas[labels[start]] += i - start;
        start = i;
      }
    }
    areas[labels[start]] += labels.length - start;
    return areas;
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
    return new BinaryImage(height(), width(), foreground);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelImage image
        && width() == image.width()
        && Arrays.equals(labels, image.labels);
  }

  @Override
  public int hashCode() {
    return 31 * width() + Arrays.hashCode(labels);
  }
}
