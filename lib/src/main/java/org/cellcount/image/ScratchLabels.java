package org.cellcount.image;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Labels that wait in a file until all of them are known: rows are added, then renumbered as they
 * are read. Closing deletes the file.
 */
public final class ScratchLabels extends ScratchFile implements Rows<int[]> {
  private static final int END_OF_ROW = -1;

  private final DataOutputStream out;
  private IntUnaryOperator number;

  /**
   * No row yet.
   *
   * @param folder for the file
   * @throws IOException if the file cannot be made
   */
  public ScratchLabels(int height, int width, Path folder) throws IOException {
    super(height, width, folder);
    out = new DataOutputStream(new BufferedOutputStream(written(), 1 << 16));
  }

  /**
   * Adds the next row, as runs of one label each: first column, length, label.
   *
   * @param labels hold it
   * @param start where it begins there
   */
  public void add(int[] labels, int start) throws IOException {
    int column = 0;
    while (column < width()) {
      int label = labels[start + column];
      int first = column;
      while (column < width() && labels[start + column] == label) {
        column++;
      }
      if (label != 0) {
        out.writeInt(first);
        out.writeInt(column - first);
        out.writeInt(label);
      }
    }
    out.writeInt(END_OF_ROW);
  }

  /**
   * After the last row.
   *
   * @param to the final number of a label
   */
  public void finish(IntUnaryOperator to) throws IOException {
    out.close();
    number = to;
  }

  @Override
  public Cursor<int[]> open() throws IOException {
    if (number == null) {
      throw new IllegalStateException("labels are read before the last row was added");
    }
    DataInputStream in = new DataInputStream(new BufferedInputStream(read(), 1 << 16));
    int[] row = new int[width()];
    return new Cursor<>() {
      @Override
      public int[] next() throws IOException {
        Arrays.fill(row, 0);
        for (int first = in.readInt(); first != END_OF_ROW; first = in.readInt()) {
          int length = in.readInt();
          Arrays.fill(row, first, first + length, number.applyAsInt(in.readInt()));
        }
        return row;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }
}
