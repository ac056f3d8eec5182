package org.cellcount.augment;

import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * One of the eight ways to lay down a rectangle of pixels: rows or columns in reverse, then rows
 * exchanged with columns.
 */
record Orientation(boolean rowsReversed, boolean columnsReversed, boolean transposed) {
  static final Orientation UNCHANGED = new Orientation(false, false, false);

  /** Columns copied together, so that rows of the source stay in the cache while turning. */
  private static final int BLOCK = 16;

  /** A quarter turn counter-clockwise. */
  static final Orientation QUARTER_TURN = new Orientation(false, true, true);

  /** This one first, the other one on its result. */
  Orientation then(Orientation next) {
    return new Orientation(
        rowsReversed ^ (transposed ? next.columnsReversed : next.rowsReversed),
        columnsReversed ^ (transposed ? next.rowsReversed : next.columnsReversed),
        transposed ^ next.transposed);
  }

  CellSample apply(CellSample sample) {
    if (equals(UNCHANGED)) {
      return sample;
    }
    return new CellSample(
        apply(sample.image()), apply(sample.mask()), sample.labels().map(this::apply));
  }

  private GrayImage apply(GrayImage source) {
    int height = transposed ? source.width() : source.height();
    int width = transposed ? source.height() : source.width();
    float[] from = source.pixels();
    float[] to = new float[from.length];
    int step = step(source.width());
    for (int left = 0; left < width; left += BLOCK) {
      int right = Math.min(left + BLOCK, width);
      for (int row = 0; row < height; row++) {
        int first = first(row, source.height(), source.width());
        for (int column = left; column < right; column++) {
          to[row * width + column] = from[first + column * step];
        }
      }
    }
    return new GrayImage(height, width, to);
  }

  private LabelImage apply(LabelImage source) {
    int height = transposed ? source.width() : source.height();
    int width = transposed ? source.height() : source.width();
    int[] from = source.labels();
    int[] to = new int[from.length];
    int step = step(source.width());
    for (int left = 0; left < width; left += BLOCK) {
      int right = Math.min(left + BLOCK, width);
      for (int row = 0; row < height; row++) {
        int first = first(row, source.height(), source.width());
        for (int column = left; column < right; column++) {
          to[row * width + column] = from[first + column * step];
        }
      }
    }
    return new LabelImage(height, width, to);
  }

  /** Index in the source of the first pixel of a row of the result. */
  private int first(int row, int height, int width) {
    int sourceRow = transposed ? 0 : row;
    int sourceColumn = transposed ? row : 0;
    return (rowsReversed ? height - 1 - sourceRow : sourceRow) * width
        + (columnsReversed ? width - 1 - sourceColumn : sourceColumn);
  }

  /** From a pixel's source to that of its right neighbour. */
  private int step(int width) {
    if (transposed) {
      return rowsReversed ? -width : width;
    }
    return columnsReversed ? -1 : 1;
  }
}
