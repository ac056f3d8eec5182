package org.cellcount.npz;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cellcount.base.Memory;

/** The values of one array of an npz file, front to back in C order, without holding them all. */
public final class NpyStream implements Closeable {
  private static final int CHUNK = 1 << 16;

  // Deflate makes at most so many bytes of one: a run of 258 bytes takes two bits.
  private static final long MOST_PER_BYTE = 1032;

  private final String where;
  private final ZipEntry entry;
  private final CheckedInputStream stored;
  private final NpyHeader header;
  private final InputStream values;
  private final ByteBuffer chunk;

  /**
   * Opens an array and checks that the file can hold what its header declares.
   *
   * @param where what to call the array in messages
   * @throws IOException if the entry is not an array that can be read
   */
  NpyStream(ZipFile zip, ZipEntry entry, String where) throws IOException {
    this.where = where;
    this.entry = entry;
    this.stored = new CheckedInputStream(new EntryStream(zip, entry, where), new CRC32());
    this.header = NpyHeader.read(stored, where);
    checkSize();
    this.values = header.fortran() ? inRows() : stored;
    this.chunk = ByteBuffer.allocate(CHUNK).order(header.order());
  }

  public NpyHeader header() {
    return header;
  }

  public String where() {
    return where;
  }

  /** Reads the next values as floats. */
  public void read(float[] target) throws IOException {
    for (int done = 0; done < target.length; ) {
      int number = fill(target.length - done);
      header.type().floats(chunk, target, done, number);
      done += number;
    }
  }

  /** Reads the next values as whole numbers. */
  public void read(int[] target) throws IOException {
    for (int done = 0; done < target.length; ) {
      int number = fill(target.length - done);
      try {
        header.type().ints(chunk, target, done, number);
      } catch (ArithmeticException e) {
        throw new IOException(where + ": " + e.getMessage(), e);
      }
      done += number;
    }
  }

  /** Reads the next bytes as they are stored. */
  public void read(byte[] target) throws IOException {
    read(values, target, target.length);
  }

  /** Checks, after the last value, that nothing is left and that the checksum fits. */
  public void finish() throws IOException {
    if (stored.read() != -1) {
      throw new IOException(where + " holds more than its header declares");
    }
    if (entry.getCrc() != stored.getChecksum().getValue()) {
      throw new IOException(where + " is damaged: its checksum does not fit");
    }
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }

  private int fill(int wanted) throws IOException {
    int size = header.type().bytes();
    int number = Math.min(wanted, CHUNK / size);
    read(values, chunk.array(), number * size);
    return number;
  }

  private void read(InputStream in, byte[] target, int length) throws IOException {
    if (in.readNBytes(target, 0, length) < length) {
      throw new IOException(where + " is truncated: it ends before its last value");
    }
  }

  private void checkSize() throws IOException {
    String declared =
        where + " declares " + header.type().label() + " of shape " + header.shapeText();
    long data;
    try {
      data = header.dataBytes();
    } catch (ArithmeticException e) {
      throw new IOException(declared + ", which is larger than any file", e);
    }
    long present = entry.getSize() - header.length();
    if (data != present) {
      throw new IOException(
          String.format(
              Locale.ROOT, "%s, %,d bytes, but the file holds %,d", declared, data, present));
    }
    if (data / MOST_PER_BYTE > entry.getCompressedSize()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s, %,d bytes, more than its %,d compressed bytes can hold",
              declared,
              data,
              entry.getCompressedSize()));
    }
  }

  private InputStream inRows() throws IOException {
    Memory.check(where, 2 * header.dataBytes());
    byte[] columns = new byte[Memory.arrayLength(where, header.dataBytes())];
    read(stored, columns, columns.length);
    return new ByteArrayInputStream(inRows(columns, header.shape(), header.type().bytes()));
  }

  /** Fortran order (first axis fastest) to C order (last axis fastest). */
  private static byte[] inRows(byte[] columns, List<Long> shape, int size) {
    int[] stride = new int[shape.size()];
    for (int axis = 0, step = size; axis < shape.size(); axis++) {
      stride[axis] = step;
      step *= shape.get(axis).intValue();
    }
    byte[] rows = new byte[columns.length];
    int[] index = new int[shape.size()];
    for (int to = 0, from = 0; to < rows.length; to += size) {
      System.arraycopy(columns, from, rows, to, size);
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        from += stride[axis];
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        from -= stride[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return rows;
  }
}
