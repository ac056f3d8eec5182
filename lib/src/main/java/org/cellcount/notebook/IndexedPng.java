package org.cellcount.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * PNG files of images with a palette (W3C, Portable Network Graphics, third edition). Java's own
 * writer filters their rows, which suits photographs and makes drawings a quarter larger.
 */
final class IndexedPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte PALETTE = 3;

  private IndexedPng() {}

  /**
   * The bytes of the file.
   *
   * @throws IllegalArgumentException if the image has no palette
   */
  static byte[] of(BufferedImage image) {
    if (!(image.getColorModel() instanceof IndexColorModel colours)) {
      throw new IllegalArgumentException("expected an image with a palette, got " + image);
    }
    int bits = colours.getPixelSize();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream file = new DataOutputStream(bytes)) {
      file.write(SIGNATURE);
      chunk(
          file,
          "IHDR",
          out -> {
            out.writeInt(image.getWidth());
            out.writeInt(image.getHeight());
            out.write(new byte[] {(byte) bits, PALETTE, 0, 0, 0});
          });
      int[] palette = new int[colours.getMapSize()];
      colours.getRGBs(palette);
      chunk(
          file,
          "PLTE",
          out -> {
            for (int colour : palette) {
              out.write(colour >> 16);
              out.write(colour >> 8);
              out.write(colour);
            }
          });
      chunk(
          file,
          "tRNS",
          out -> {
            for (int colour : palette) {
              out.write(colour >>> 24);
            }
          });
      chunk(file, "IDAT", out -> writeRows(image, bits, out));
      chunk(file, "IEND", out -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeRows(BufferedImage image, int bits, DataOutputStream out)
      throws IOException {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream rows = new DeflaterOutputStream(out, deflater)) {
      int[] pixels = new int[image.getWidth()];
      byte[] row = new byte[1 + (pixels.length * bits + 7) / 8];
      for (int y = 0; y < image.getHeight(); y++) {
        image.getRaster().getPixels(0, y, pixels.length, 1, pixels);
        Arrays.fill(row, (byte) 0);
        for (int x = 0; x < pixels.length; x++) {
          int bit = x * bits;
          row[1 + bit / 8] |= (byte) (pixels[x] << (8 - bits - bit % 8));
        }
        rows.write(row);
      }
    } finally {
      deflater.end();
    }
  }

  /** What writes the content of a chunk. */
  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static void chunk(DataOutputStream file, String type, Content content)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(type.getBytes(StandardCharsets.US_ASCII));
    content.writeTo(out);
    CRC32 crc = new CRC32();
    crc.update(bytes.toByteArray());
    file.writeInt(bytes.size() - type.length());
    file.write(bytes.toByteArray());
    file.writeInt((int) crc.getValue());
  }
}
