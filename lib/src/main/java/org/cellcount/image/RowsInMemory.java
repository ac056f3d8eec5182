package org.cellcount.image;

import java.util.function.IntFunction;

/** The rows of an image that is in memory. */
record RowsInMemory<A>(int height, int width, IntFunction<A> rows) implements Rows<A> {
  @Override
  public Cursor<A> open() {
    return new Cursor<>() {
      private int row;

      @Override
      public A next() {
        return rows.apply(row++);
      }
    };
  }
}
