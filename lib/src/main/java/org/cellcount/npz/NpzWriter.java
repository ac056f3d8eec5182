package org.cellcount.npz;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes arrays one after the other into an npz stream, deflated. */
public final class NpzWriter implements Closeable {
  // The earliest time a zip knows, always the same: same arrays, same bytes.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  public NpzWriter(OutputStream out) {
    this.zip = new ZipOutputStream(out);
  }

  /** Begins an array; its values follow by {@link #write}, little-endian in C order. */
  public void begin(String name, NpyType type, int... shape) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(NpyHeader.write(type, shape));
  }

  /** Writes the next values. */
  public void write(byte[] values) throws IOException {
    zip.write(values);
  }

  /** Writes a whole array. */
  public void write(String name, NpyArray array) throws IOException {
    begin(name, array.type(), array.shape());
    write(array.bytes());
  }

  @Override
  public void close() throws IOException {
    zip.finish();
  }
}
