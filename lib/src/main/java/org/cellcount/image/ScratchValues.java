package org.cellcount.image;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Values that wait in a file: rows are added, then read again. Rows of zeros take no room. */
public final class ScratchValues extends ScratchFile implements Rows<float[]> {
  private static final int BUFFER = 1 << 16;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final OutputStream out;

  /**
   * No row yet.
   *
   * @param folder for the file
   * @throws IOException if the file cannot be made
   */
  public ScratchValues(int height, int width, Path folder) throws IOException {
    super(height, width, folder);
    out = new DeflaterOutputStream(new BufferedOutputStream(written(), BUFFER), deflater, BUFFER);
  }

  /** Adds the next rows. */
  public void add(GrayImage rows) throws IOException {
    ByteBuffer row = ByteBuffer.allocate(Float.BYTES * width());
    for (int first = 0; first < rows.pixels().length; first += width()) {
      row.asFloatBuffer().put(rows.pixels(), first, width());
      out.write(row.array());
    }
  }

  /** After the last row. */
  public void finish() throws IOException {
    out.close();
  }

  @Override
  public Cursor<float[]> open() throws IOException {
    DataInputStream in = new DataInputStream(new InflaterInputStream(read()));
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * width());
    float[] row = new float[width()];
    return new Cursor<>() {
      @Override
      public float[] next() throws IOException {
        in.readFully(bytes.array());
        bytes.asFloatBuffer().get(row);
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
    try {
      super.close();
    } finally {
      deflater.end();
    }
  }
}
