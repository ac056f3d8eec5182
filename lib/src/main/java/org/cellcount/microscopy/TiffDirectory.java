package org.cellcount.microscopy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/**
 * An image file directory: the tags that describe one image of a TIFF (<a
 * href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0</a>) or BigTIFF.
 * Values stay in the file until they are asked for.
 */
final class TiffDirectory {
  /** Bytes of a value by its type; 0 for types there are not. */
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private static final int BIG_TIFF = 43;

  private final ImageInputStream in;
  private final String name;
  private final Map<Integer, Tag> tags = new HashMap<>();

  /** A tag: its values lie at a position in the file. */
  private record Tag(int type, long count, long position) {
    long bytes() {
      return count * SIZES[type];
    }
  }

  private TiffDirectory(ImageInputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /**
   * Reads the chain of directories; those it leads to only through tags are left out.
   *
   * @throws IOException if there is none, the chain is broken or comes back to itself
   */
  static List<TiffDirectory> readAll(ImageInputStream in, String name) throws IOException {
    byte[] start = new byte[8];
    in.seek(0);
    in.readFully(start);
    in.setByteOrder(start[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.seek(2);
    boolean big = in.readUnsignedShort() == BIG_TIFF;
    in.seek(big ? 8 : 4);
    List<TiffDirectory> directories = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long entries = 0;
    for (long offset = offset(in, big); offset != 0; offset = offset(in, big)) {
      if (!seen.add(offset)) {
        throw new IOException(name + " is damaged: its directories lead back to one before");
      }
      directories.add(read(in, name, offset, big));
      entries += directories.get(directories.size() - 1).tags.size();
      // Directories that lie within each other could be many more than the file has bytes.
      if (entries * 12 > in.length()) {
        throw new IOException(name + " is damaged: its directories overlap");
      }
    }
    if (directories.isEmpty()) {
      throw new IOException(name + " is damaged: it holds no image directory");
    }
    return directories;
  }

  private static long offset(ImageInputStream in, boolean big) throws IOException {
    return big ? in.readLong() : in.readUnsignedInt();
  }

  /** Reads one directory and leaves the stream at what follows it. */
  private static TiffDirectory read(ImageInputStream in, String name, long offset, boolean big)
      throws IOException {
    int size = big ? 20 : 12;
    IOException damaged =
        new IOException(name + " is cut short or damaged: a directory lies beyond its end");
    if (offset < 8 || offset > in.length() - 2) {
      throw damaged;
    }
    in.seek(offset);
    long number = big ? in.readLong() : in.readUnsignedShort();
    if (number < 0 || number > (in.length() - in.getStreamPosition()) / size) {
      throw damaged;
    }
    TiffDirectory directory = new TiffDirectory(in, name);
    long first = in.getStreamPosition();
    byte[] bytes = new byte[(int) Math.min(number * size, 1 << 20)];
    in.readFully(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(in.getByteOrder());
    for (int at = 0; at + size <= bytes.length; at += size) {
      directory.add(buffer, at, first, big);
    }
    in.seek(first + number * size);
    return directory;
  }

  private void add(ByteBuffer buffer, int at, long first, boolean big) throws IOException {
    int type = buffer.getShort(at + 2) & 0xffff;
    if (type >= SIZES.length || SIZES[type] == 0) {
      return;
    }
    long count = big ? buffer.getLong(at + 4) : buffer.getInt(at + 4) & 0xffffffffL;
    int value = at + (big ? 12 : 8);
    if (count < 0 || count > in.length()) {
      return;
    }
    boolean inside = count * SIZES[type] <= (big ? 8 : 4);
    long elsewhere = big ? buffer.getLong(value) : buffer.getInt(value) & 0xffffffffL;
    long position = inside ? first + value : elsewhere;
    if (position >= 0 && position <= in.length() - count * SIZES[type]) {
      tags.put(buffer.getShort(at) & 0xffff, new Tag(type, count, position));
    }
  }

  boolean has(int tag) {
    return tags.containsKey(tag);
  }

  /** The numbers of a tag; none if it is not there. */
  long[] numbers(int tag) throws IOException {
    byte[] bytes = bytes(tag);
    if (bytes.length == 0) {
      return new long[0];
    }
    int type = tags.get(tag).type();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(in.getByteOrder());
    long[] numbers = new long[bytes.length / SIZES[type]];
    for (int i = 0; i < numbers.length; i++) {
      int at = i * SIZES[type];
      numbers[i] =
          switch (type) {
            case 3 -> buffer.getShort(at) & 0xffff;
            case 4, 13 -> buffer.getInt(at) & 0xffffffffL;
            case 6 -> buffer.get(at);
            case 8 -> buffer.getShort(at);
            case 9 -> buffer.getInt(at);
            case 16, 17, 18 -> buffer.getLong(at);
            case 1, 7 -> buffer.get(at) & 0xff;
            default -> throw new IOException(name + " is damaged: tag " + tag + " is no number");
          };
    }
    return numbers;
  }

  /** The first number of a tag, or another if it is not there. */
  long number(int tag, long otherwise) throws IOException {
    long[] numbers = has(tag) ? numbers(tag) : new long[0];
    return numbers.length == 0 ? otherwise : numbers[0];
  }

  /** A ratio of two whole numbers, if it is there and above 0. */
  OptionalDouble ratio(int tag) throws IOException {
    if (!has(tag) || tags.get(tag).type() != 5 || tags.get(tag).count() < 1) {
      return OptionalDouble.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes(tag)).order(in.getByteOrder());
    double numerator = buffer.getInt(0) & 0xffffffffL;
    double denominator = buffer.getInt(4) & 0xffffffffL;
    return numerator > 0 && denominator > 0
        ? OptionalDouble.of(numerator / denominator)
        : OptionalDouble.empty();
  }

  /** A text, up to its closing 0; empty if it is not there. */
  String text(int tag) throws IOException {
    String text = new String(bytes(tag), StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** The bytes of a tag as they are in the file; none if it is not there. */
  byte[] bytes(int tag) throws IOException {
    if (!has(tag)) {
      return new byte[0];
    }
    Tag found = tags.get(tag);
    if (found.bytes() > Integer.MAX_VALUE - 8) {
      throw new IOException(
          name + " is damaged: tag " + tag + " holds " + found.bytes() + " bytes");
    }
    byte[] bytes = new byte[(int) found.bytes()];
    in.seek(found.position());
    in.readFully(bytes);
    return bytes;
  }

  /** How many values a tag has. */
  long count(int tag) {
    return has(tag) ? tags.get(tag).count() : 0;
  }
}
