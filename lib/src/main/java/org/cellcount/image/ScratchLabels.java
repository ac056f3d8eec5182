package org.cellcount.image;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Labels that wait in a file until all of them are known: rows are added, then renumbered as they
 * are read. Closing deletes the file.
 */
public final class ScratchLabels implements Rows<int[]>, Closeable {
  /** How such a file's name begins. */
  public static final String PREFIX = ".labels-";

  /** How it ends. */
  public static final String SUFFIX = ".part";

  private static final int END_OF_ROW = -1;

  private final int height;
  private final int width;
  private final Path file;
  private final DataOutputStream out;
  private IntUnaryOperator number;

  /**
   * No row yet.
   *
   * @param folder for the file
   * @throws IOException if the file cannot be made
   */
  public ScratchLabels(int height, int width, Path folder) throws IOException {
    this.height = height;
    this.width = width;
    Files.createDirectories(folder);
    file = Files.createTempFile(folder, PREFIX, SUFFIX);
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  /**
   * Adds the next row, as runs of one label each: first column, length, label.
   *
   * @param labels hold it
   * @param start where it begins there
   */
  public void add(int[] labels, int start) throws IOException {
    int column = 0;
    while (column < width) {
      int label = labels[start + column];
      int first = column;
      while (column < width && labels[start + column] == label) {
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
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Cursor<int[]> open() throws IOException {
    if (number == null) {
      throw new IllegalStateException("labels are read before the last row was added");
    }
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    int[] row = new int[width];
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

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
