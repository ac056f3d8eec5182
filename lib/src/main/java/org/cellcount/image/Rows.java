package org.cellcount.image;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * An image that is read row by row, from the first to the last, as often as one likes.
 *
 * @param <A> a row: {@code int[]} of labels, {@code float[]} of intensities
 */
public interface Rows<A> {
  /** Number of rows. */
  int height();

  /** Number of columns. */
  int width();

  /** Begins at the first row. */
  Cursor<A> open() throws IOException;

  /**
   * Where a reader is.
   *
   * @param <A> a row
   */
  interface Cursor<A> extends Closeable {
    /** The next row, in an array that may be used again for the one after it. */
    A next() throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /** The rows of a label image. */
  static Rows<int[]> of(LabelImage image) {
    int width = image.width();
    return new RowsInMemory<>(
        image.height(),
        width,
        row -> Arrays.copyOfRange(image.labels(), row * width, (row + 1) * width));
  }

  /** The rows of an image. */
  static Rows<float[]> of(GrayImage image) {
    int width = image.width();
    return new RowsInMemory<>(
        image.height(),
        width,
        row -> Arrays.copyOfRange(image.pixels(), row * width, (row + 1) * width));
  }
}
