package org.cellcount.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.cellcount.base.AtomicFiles;
import org.cellcount.image.PixelSize;
import org.cellcount.image.Rows;

/**
 * Label images as TIFF, strip by strip, so that an image need not be in memory: 16 or 32 bits
 * without sign, Deflate, the pixel size in the resolution tags. A file that outgrows TIFF's 4 GB
 * becomes a BigTIFF. (Of the libraries at hand ImageJ's and TwelveMonkeys' encoders want the whole
 * image.)
 */
final class LabelTiff {
  private static final long CLASSIC_BYTES = 0xFFFF_FFFFL;
  private static final int STRIP_BYTES = 1 << 20;
  private static final int MOST_OF_16_BITS = 0xFFFF;

  /** Room for the longer of the two headers. */
  private static final int HEADER = 16;

  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int LONG8 = 16;

  private final FileChannel file;
  private final boolean deep;
  private final int width;
  private final int stripRows;
  private final List<Long> offsets = new ArrayList<>();
  private final List<Long> lengths = new ArrayList<>();

  private LabelTiff(FileChannel file, boolean deep, int width) {
    this.file = file;
    this.deep = deep;
    this.width = width;
    stripRows = Math.max(1, STRIP_BYTES / (width * (deep ? 4 : 2)));
  }

  static void write(Path file, CountedImage image) throws IOException {
    write(file, image, CLASSIC_BYTES);
  }

  /** The same with another limit of what is no BigTIFF. */
  static void write(Path file, CountedImage image, long classicBytes) throws IOException {
    boolean deep = image.largestLabel() > MOST_OF_16_BITS;
    AtomicFiles.writeAnywhere(
        file,
        channel -> {
          LabelTiff tiff = new LabelTiff(channel, deep, image.labels().width());
          tiff.strips(image.labels());
          tiff.directory(image.labels().height(), image.pixelSize(), classicBytes);
        });
  }

  private void strips(Rows<int[]> labels) throws IOException {
    put(ByteBuffer.allocate(HEADER));
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (Rows.Cursor<int[]> rows = labels.open()) {
      ByteBuffer row = ByteBuffer.allocate(width * (deep ? 4 : 2)).order(ByteOrder.LITTLE_ENDIAN);
      for (int done = 0; done < labels.height(); done += stripRows) {
        ByteArrayOutputStream strip = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(strip, deflater)) {
          for (int r = done; r < Math.min(labels.height(), done + stripRows); r++) {
            row.clear();
            for (int label : rows.next()) {
              if (deep) {
                row.putInt(label);
              } else {
                row.putShort((short) label);
              }
            }
            out.write(row.array());
          }
        }
        deflater.reset();
        offsets.add(file.position());
        lengths.add((long) strip.size());
        put(ByteBuffer.wrap(strip.toByteArray()));
      }
    } finally {
      deflater.end();
    }
  }

  private void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int unused = file.write(bytes);
    }
  }

  /** One entry of the directory. */
  private record Tag(int number, int type, List<Long> values) {
    int size() {
      return switch (type) {
        case ASCII -> 1;
        case SHORT -> 2;
        case LONG -> 4;
        default -> 8;
      };
    }
  }

  private void directory(int height, Optional<PixelSize> pixelSize, long classicBytes)
      throws IOException {
    long needed = file.position() + 1024 + 16L * offsets.size();
    boolean big = needed > classicBytes;
    int pointer = big ? LONG8 : LONG;
    long bits = deep ? 32 : 16;
    List<Tag> tags = new ArrayList<>();
    tags.add(new Tag(256, LONG, List.of((long) width)));
    tags.add(new Tag(257, LONG, List.of((long) height)));
    tags.add(new Tag(258, SHORT, List.of(bits)));
    // Deflate; dark is 0.
    tags.add(new Tag(259, SHORT, List.of(8L)));
    tags.add(new Tag(262, SHORT, List.of(1L)));
    tags.add(new Tag(273, pointer, offsets));
    tags.add(new Tag(277, SHORT, List.of(1L)));
    tags.add(new Tag(278, LONG, List.of((long) stripRows)));
    tags.add(new Tag(279, pointer, lengths));
    if (pixelSize.isPresent()) {
      tags.add(new Tag(282, RATIONAL, perCentimetre(pixelSize.get().width())));
      tags.add(new Tag(283, RATIONAL, perCentimetre(pixelSize.get().height())));
      tags.add(new Tag(296, SHORT, List.of(3L)));
    }
    tags.add(new Tag(305, ASCII, ascii("cellcount")));
    tags.add(new Tag(339, SHORT, List.of(1L)));
    long start = (file.position() + 7) / 8 * 8;
    file.position(start);
    put(directory(tags, start, big));
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 'I').put((byte) 'I');
    if (big) {
      header.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(start);
    } else {
      header.putShort((short) 42).putInt((int) start);
    }
    file.position(0);
    put(header.rewind());
  }

  private static ByteBuffer directory(List<Tag> tags, long start, boolean big) {
    int entry = big ? 20 : 12;
    int inline = big ? 8 : 4;
    int fixed = (big ? 16 : 6) + entry * tags.size();
    int extra =
        tags.stream()
            .mapToInt(tag -> tag.size() * tag.values().size())
            .filter(n -> n > inline)
            .map(n -> (n + 7) / 8 * 8)
            .sum();
    int extraStart = (fixed + 7) / 8 * 8;
    ByteBuffer out = ByteBuffer.allocate(extraStart + extra).order(ByteOrder.LITTLE_ENDIAN);
    int at = extraStart;
    if (big) {
      out.putLong(tags.size());
    } else {
      out.putShort((short) tags.size());
    }
    for (Tag tag : tags) {
      out.putShort((short) tag.number()).putShort((short) tag.type());
      int count = tag.type() == RATIONAL ? tag.values().size() / 2 : tag.values().size();
      if (big) {
        out.putLong(count);
      } else {
        out.putInt(count);
      }
      int valuesAt = out.position();
      int bytes = tag.size() * tag.values().size() / (tag.type() == RATIONAL ? 2 : 1);
      if (bytes > inline) {
        if (big) {
          out.putLong(start + at);
        } else {
          out.putInt((int) (start + at));
        }
        out.position(at);
        at += (bytes + 7) / 8 * 8;
      }
      tag.values().forEach(value -> value(out, tag, value));
      out.position(valuesAt + inline);
    }
    return out.rewind();
  }

  private static void value(ByteBuffer out, Tag tag, long value) {
    switch (tag.type()) {
      case ASCII -> out.put((byte) value);
      case SHORT -> out.putShort((short) value);
      case LONG8 -> out.putLong(value);
      default -> out.putInt((int) value);
    }
  }

  private static List<Long> ascii(String text) {
    List<Long> values = new ArrayList<>();
    for (byte c : (text + "\0").getBytes(StandardCharsets.US_ASCII)) {
      values.add((long) c);
    }
    return values;
  }

  /** A fraction of two numbers of 32 bits, with as many digits as they hold. */
  private static List<Long> perCentimetre(double micrometres) {
    double pixels = 1e4 / micrometres;
    long denominator = 1;
    while (denominator < 1_000_000_000 && pixels * denominator * 10 < 0xFFFF_FFFFL) {
      denominator *= 10;
    }
    return List.of(Math.round(pixels * denominator), denominator);
  }
}
