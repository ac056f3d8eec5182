package org.cellcount.microscopy;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageReader;

/**
 * Decodes a strip or tile by itself: it is given to the TIFF reader of TwelveMonkeys as the only
 * strip of a TIFF of its own, so that no more than it is in memory, and that what the tags say is
 * already understood.
 */
final class TiffPieces {
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;
  private static final int HEADER = 8;
  private static final int ENTRY = 12;

  /** Read as whole numbers of the file's own bytes where the reader has no such samples. */
  private final boolean unpacked;

  private final TiffPage page;
  private final ByteOrder order;
  private final ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);

  TiffPieces(TiffPage page, ByteOrder order) {
    this.page = page;
    this.order = order;
    this.unpacked = !page.becomesRgb() && !page.isFax() && isUnusual(page);
  }

  private static boolean isUnusual(TiffPage page) {
    boolean whole = page.format != SampleKind.Format.FLOAT;
    return page.bits < 8 || page.bits % 8 != 0 || (page.bits == 64 && whole);
  }

  /**
   * Decodes a piece.
   *
   * @param bytes of the piece as they are in the file
   * @param rows of the piece
   * @return the values of each sample, row by row
   * @throws IOException if it is damaged
   */
  float[][] decode(byte[] bytes, int rows) throws IOException {
    page.checkPiece(rows, bytes.length);
    try {
      reader.setInput(new ByteArrayImageInputStream(file(bytes, rows)));
      if (page.becomesRgb()) {
        return colours(reader.read(0), rows);
      }
      Raster raster = reader.readRaster(0, null);
      return unpacked ? unpack(raster, rows) : values(raster, rows);
    } catch (IOException | RuntimeException e) {
      throw ImageDecoder.unreadable(page.name(), e);
    } finally {
      reader.reset();
    }
  }

  /** A TIFF of one strip. */
  private byte[] file(byte[] bytes, int rows) throws IOException {
    Map<Integer, long[]> tags = new TreeMap<>();
    int samples = unpacked ? 1 : page.samplesInPiece();
    int width = unpacked ? Math.toIntExact(page.rowBytes()) : page.pieceWidth;
    tags.put(TiffTag.WIDTH, new long[] {width});
    tags.put(TiffTag.HEIGHT, new long[] {rows});
    tags.put(TiffTag.BITS, repeated(unpacked ? 8 : page.bits, samples));
    tags.put(TiffTag.SAMPLE_FORMAT, repeated(unpacked ? 1 : formatCode(), samples));
    tags.put(TiffTag.COMPRESSION, new long[] {page.compression});
    boolean colour = page.becomesRgb() || (page.photometric == TiffTag.RGB && samples >= 3);
    tags.put(TiffTag.PHOTOMETRIC, new long[] {colour ? page.photometric : TiffTag.BLACK_IS_ZERO});
    tags.put(TiffTag.SAMPLES, new long[] {samples});
    tags.put(TiffTag.ROWS_PER_STRIP, new long[] {rows});
    tags.put(TiffTag.STRIP_BYTES, new long[] {bytes.length});
    int colours = !colour ? 1 : page.photometric == TiffTag.SEPARATED ? 4 : 3;
    if (samples > colours) {
      tags.put(TiffTag.EXTRA_SAMPLES, new long[samples - colours]);
    }
    if (!unpacked && page.predictor > 1) {
      tags.put(TiffTag.PREDICTOR, new long[] {page.predictor});
    }
    for (int tag :
        new int[] {
          TiffTag.FILL_ORDER,
          TiffTag.T4_OPTIONS,
          TiffTag.T6_OPTIONS,
          TiffTag.YCBCR_SUBSAMPLING,
          TiffTag.YCBCR_POSITIONING
        }) {
      if (page.tags().has(tag)) {
        tags.put(tag, page.tags().numbers(tag));
      }
    }
    return file(tags, page.tags().bytes(TiffTag.JPEG_TABLES), bytes);
  }

  private byte[] file(Map<Integer, long[]> tags, byte[] tables, byte[] bytes) {
    if (tables.length > 0) {
      tags.put(TiffTag.JPEG_TABLES, new long[0]);
    }
    tags.put(TiffTag.STRIP_OFFSETS, new long[1]);
    int more = HEADER + 2 + tags.size() * ENTRY + 4;
    int arrays = tags.values().stream().mapToInt(values -> 2 * values.length).sum();
    int strip = more + arrays + tables.length;
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(strip, bytes.length)).order(order);
    out.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
    out.putShort((short) 42).putInt(HEADER).putShort((short) tags.size());
    tags.get(TiffTag.STRIP_OFFSETS)[0] = strip;
    for (Map.Entry<Integer, long[]> tag : tags.entrySet()) {
      long[] values = tag.getValue();
      boolean table = tag.getKey() == TiffTag.JPEG_TABLES;
      boolean wide = values.length == 1 && !table;
      out.putShort(tag.getKey().shortValue());
      out.putShort((short) (table ? UNDEFINED : wide ? LONG : SHORT));
      out.putInt(table ? tables.length : values.length);
      if (wide) {
        out.putInt((int) values[0]);
      } else if (values.length == 2) {
        out.putShort((short) values[0]).putShort((short) values[1]);
      } else {
        out.putInt(more);
        for (int i = 0; i < values.length; i++) {
          out.putShort(more + 2 * i, (short) values[i]);
        }
        out.put(more, tables, 0, table ? tables.length : 0);
        more += table ? tables.length : 2 * values.length;
      }
    }
    out.put(strip, bytes);
    return out.array();
  }

  private int formatCode() {
    return switch (page.format) {
      case UNSIGNED -> 1;
      case SIGNED -> 2;
      case FLOAT -> 3;
    };
  }

  private static long[] repeated(long value, int times) {
    long[] values = new long[times];
    Arrays.fill(values, value);
    return values;
  }

  private float[][] values(Raster raster, int rows) {
    int width = page.pieceWidth;
    float[][] values = new float[page.samplesInPiece()][rows * width];
    int type = raster.getDataBuffer().getDataType();
    boolean floating = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
    boolean signed = page.format == SampleKind.Format.SIGNED;
    int[] whole = new int[floating ? 0 : width];
    double[] line = new double[floating ? width : 0];
    for (int s = 0; s < values.length; s++) {
      for (int row = 0; row < rows; row++) {
        if (floating) {
          raster.getSamples(0, row, width, 1, s, line);
          for (int x = 0; x < width; x++) {
            values[s][row * width + x] = (float) line[x];
          }
        } else {
          raster.getSamples(0, row, width, 1, s, whole);
          for (int x = 0; x < width; x++) {
            values[s][row * width + x] = number(whole[x], page.bits, signed);
          }
        }
      }
    }
    return values;
  }

  /** The bits of a whole number of at most 32 as its format means them. */
  private static float number(int bits, int length, boolean signed) {
    int spare = Integer.SIZE - length;
    return signed ? bits << spare >> spare : (bits << spare >>> spare) & 0xffffffffL;
  }

  /** Takes samples of any length out of bytes, each row of which begins with a new byte. */
  private float[][] unpack(Raster raster, int rows) {
    int samples = page.samplesInPiece();
    float[][] values = new float[samples][rows * page.pieceWidth];
    boolean signed = page.format == SampleKind.Format.SIGNED;
    int[] line = new int[raster.getWidth()];
    for (int row = 0; row < rows; row++) {
      raster.getSamples(0, row, line.length, 1, 0, line);
      long position = 0;
      for (int x = 0; x < page.pieceWidth; x++) {
        for (int s = 0; s < samples; s++, position += page.bits) {
          values[s][row * page.pieceWidth + x] =
              page.bits == Long.SIZE
                  ? longer(line, (int) (position / Byte.SIZE), signed)
                  : number(bits(line, position), page.bits, signed);
        }
      }
    }
    return values;
  }

  private int bits(int[] bytes, long position) {
    int value = 0;
    for (int i = 0; i < page.bits; i++) {
      long bit = position + i;
      value = (value << 1) | ((bytes[(int) (bit >> 3)] >> (7 - (bit & 7))) & 1);
    }
    return value;
  }

  private float longer(int[] bytes, int at, boolean signed) {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      int from = order == ByteOrder.BIG_ENDIAN ? i : Long.BYTES - 1 - i;
      value = value << Byte.SIZE | bytes[at + from];
    }
    return signed || value >= 0 ? value : (value >>> 1) * 2f;
  }

  private float[][] colours(BufferedImage image, int rows) {
    float[][] values = new float[3][rows * page.pieceWidth];
    for (int row = 0; row < rows; row++) {
      int[] line = image.getRGB(0, row, page.pieceWidth, 1, null, 0, page.pieceWidth);
      for (int x = 0; x < line.length; x++) {
        for (int s = 0; s < 3; s++) {
          values[s][row * page.pieceWidth + x] = line[x] >> (16 - 8 * s) & 0xff;
        }
      }
    }
    return values;
  }
}
