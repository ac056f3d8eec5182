package org.cellcount.export;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.cellcount.base.AtomicFiles;
import org.cellcount.image.Rows;

/**
 * The image in gray with the outermost pixels of every cell in colour, as a PNG with a palette, row
 * by row: the JDK's writer wants the whole image.
 */
final class OverlayPng {
  private static final int[] COLOURS = {
    0xFFD700, 0x00E5FF, 0xFF5FA2, 0x7CFC00, 0xFF8C1A, 0xB388FF, 0x40E0D0, 0xFF6347
  };
  private static final int GRAYS = 256 - COLOURS.length;
  private static final int CHUNK = 1 << 16;

  private OverlayPng() {}

  static void write(Path file, CountedImage image) throws IOException {
    AtomicFiles.write(file, out -> write(out, image));
  }

  private static void write(OutputStream out, CountedImage image) throws IOException {
    int width = image.labels().width();
    int height = image.labels().height();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    // 8 bits, palette, Deflate, filters, not interlaced.
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 3, 0, 0, 0})
            .array());
    chunk(out, "PLTE", palette());
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream pixels = new DeflaterOutputStream(new Chunks(out), deflater, CHUNK)) {
      rows(pixels, image);
    } finally {
      deflater.end();
    }
    chunk(out, "IEND", new byte[0]);
  }

  private static void rows(OutputStream out, CountedImage image) throws IOException {
    int width = image.labels().width();
    int height = image.labels().height();
    try (Rows.Cursor<int[]> labels = image.labels().open();
        Rows.Cursor<float[]> brightness = image.brightness().open()) {
      int[] above = new int[width];
      int[] here = labels.next().clone();
      int[] below = new int[width];
      // The first byte names the filter: none.
      byte[] row = new byte[1 + width];
      for (int r = 0; r < height; r++) {
        if (r + 1 < height) {
          System.arraycopy(labels.next(), 0, below, 0, width);
        } else {
          System.arraycopy(here, 0, below, 0, width);
        }
        if (r == 0) {
          System.arraycopy(here, 0, above, 0, width);
        }
        float[] values = brightness.next();
        for (int c = 0; c < width; c++) {
          int label = here[c];
          boolean edge =
              label != 0
                  && (above[c] != label
                      || below[c] != label
                      || here[Math.max(0, c - 1)] != label
                      || here[Math.min(width - 1, c + 1)] != label);
          row[1 + c] =
              (byte)
                  (edge
                      ? GRAYS + label % COLOURS.length
                      : Math.round(Math.max(0, Math.min(1, values[c])) * (GRAYS - 1)));
        }
        out.write(row);
        int[] free = above;
        above = here;
        here = below;
        below = free;
      }
    }
  }

  private static byte[] palette() {
    byte[] palette = new byte[3 * 256];
    for (int i = 0; i < GRAYS; i++) {
      Arrays.fill(palette, 3 * i, 3 * i + 3, (byte) Math.round(255.0 * i / (GRAYS - 1)));
    }
    for (int i = 0; i < COLOURS.length; i++) {
      for (int part = 0; part < 3; part++) {
        palette[3 * (GRAYS + i) + part] = (byte) (COLOURS[i] >> (16 - 8 * part));
      }
    }
    return palette;
  }

  private static void chunk(OutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(content.length);
    data.write(name);
    data.write(content);
    data.writeInt((int) crc.getValue());
    data.flush();
  }

  /** Cuts a stream into the chunks that hold pixels; closing ends the last, not what is below. */
  private static final class Chunks extends OutputStream {
    private final OutputStream out;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    Chunks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      gathered.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      gathered.write(bytes, from, length);
      if (gathered.size() >= CHUNK) {
        end();
      }
    }

    private void end() throws IOException {
      chunk(out, "IDAT", gathered.toByteArray());
      gathered.reset();
    }

    @Override
    public void close() throws IOException {
      if (gathered.size() > 0) {
        end();
      }
    }
  }
}
