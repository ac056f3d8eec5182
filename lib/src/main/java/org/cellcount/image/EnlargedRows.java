package org.cellcount.image;

import java.io.IOException;

/** Labels in a larger size: every pixel takes the label at its centre. */
record EnlargedRows(Rows<int[]> labels, int height, int width) implements Rows<int[]> {
  @Override
  public Cursor<int[]> open() throws IOException {
    Cursor<int[]> small = labels.open();
    return new Cursor<>() {
      private final int[] row = new int[width];
      private int next;
      private int read = -1;

      @Override
      public int[] next() throws IOException {
        int wanted = Resize.centre(next++, height, labels.height());
        while (read < wanted) {
          int[] from = small.next();
          read++;
          if (read == wanted) {
            for (int column = 0; column < width; column++) {
              row[column] = from[Resize.centre(column, width, labels.width())];
            }
          }
        }
        return row;
      }

      @Override
      public void close() throws IOException {
        small.close();
      }
    };
  }
}
