package org.cellcount.microscopy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.cellcount.base.Memory;

/**
 * One image of a TIFF as its tags describe it: its size, its samples and the pieces (strips or
 * tiles) that hold them.
 */
final class TiffPage {
  private static final Map<Integer, String> UNREADABLE =
      Map.of(
          6, "old-style JPEG",
          34712, "JPEG 2000",
          33003, "JPEG 2000",
          33005, "JPEG 2000",
          34887, "LERC",
          34925, "LZMA",
          50000, "Zstandard",
          50001, "WebP",
          50002, "JPEG XL");

  /** None, CCITT, LZW, JPEG, Deflate, PackBits. */
  private static final Set<Integer> READABLE = Set.of(1, 2, 3, 4, 5, 7, 8, 32946, 32773);

  private static final Set<Integer> CCITT = Set.of(2, 3, 4);
  private static final int MOST_SAMPLES = 4096;

  /** At most so many bytes come of one by LZW, more than by Deflate and PackBits. */
  private static final long MOST_PER_BYTE = 4096;

  private final TiffDirectory tags;
  private final String name;
  final int height;
  final int width;
  final int samples;
  final int bits;
  final SampleKind.Format format;
  final int compression;
  final int photometric;
  final boolean separate;
  final boolean tiled;
  final int pieceHeight;
  final int pieceWidth;
  final int predictor;

  /**
   * Understands the tags.
   *
   * @throws IOException if they are absurd or of a kind that is not read
   */
  TiffPage(TiffDirectory tags, String name) throws IOException {
    this.tags = tags;
    this.name = name;
    this.height = number(TiffTag.HEIGHT, 0, 1, Integer.MAX_VALUE, "rows");
    this.width = number(TiffTag.WIDTH, 0, 1, Integer.MAX_VALUE, "columns");
    this.samples = number(TiffTag.SAMPLES, 1, 1, MOST_SAMPLES, "samples a pixel");
    this.bits = same(TiffTag.BITS, 1, "bits");
    this.compression = number(TiffTag.COMPRESSION, 1, 0, 65535, "compression");
    this.photometric = number(TiffTag.PHOTOMETRIC, 1, 0, 65535, "kind of colour");
    this.separate = samples > 1 && tags.number(TiffTag.PLANAR, 1) == 2;
    this.tiled = tags.has(TiffTag.TILE_OFFSETS);
    this.predictor = number(TiffTag.PREDICTOR, 1, 1, 65535, "predictor");
    this.pieceHeight =
        tiled
            ? number(TiffTag.TILE_HEIGHT, 0, 1, 1 << 20, "rows a tile")
            : (int) Math.max(1, Math.min(height, tags.number(TiffTag.ROWS_PER_STRIP, height)));
    this.pieceWidth = tiled ? number(TiffTag.TILE_WIDTH, 0, 1, 1 << 20, "columns a tile") : width;
    this.format = format();
    checkReadable();
  }

  private SampleKind.Format format() throws IOException {
    int code = same(TiffTag.SAMPLE_FORMAT, 1, "sample format");
    return switch (code) {
      case 1, 4 -> SampleKind.Format.UNSIGNED;
      case 2 -> SampleKind.Format.SIGNED;
      case 3 -> SampleKind.Format.FLOAT;
      default -> throw refused("has complex numbers as samples: save its magnitude");
    };
  }

  private void checkReadable() throws IOException {
    String known = UNREADABLE.get(compression);
    if (known != null || !READABLE.contains(compression)) {
      throw refused(
          "is compressed by "
              + (known == null ? "method " + compression : known)
              + ", which is not read: save it without compression or with Deflate or LZW");
    }
    boolean fits =
        format == SampleKind.Format.FLOAT
            ? bits == 16 || bits == 32 || bits == 64
            : bits <= 16 || bits == 32 || bits == 64;
    if (bits < 1 || !fits) {
      throw refused(
          "has samples of "
              + bits
              + " bits, expected whole numbers of 1 to 16 or 32 bits or floating point of 16 to 64");
    }
    if (becomesRgb() && separate) {
      throw refused("has its colours in separate pieces: save it as RGB");
    }
    if (predictor > 3 || (predictor == 3 && format != SampleKind.Format.FLOAT)) {
      throw refused("has predictor " + predictor + ", which its samples cannot have");
    }
    if (predictor > 1 && (bits < 8 || Integer.bitCount(bits) != 1)) {
      throw refused("has a predictor for samples of " + bits + " bits: save it without");
    }
  }

  /** The only value of a tag that has one for each sample. */
  private int same(int tag, int otherwise, String what) throws IOException {
    long[] values = tags.numbers(tag);
    for (long value : values) {
      if (value != values[0]) {
        throw refused("has samples of different " + what + ": save each channel as a file");
      }
    }
    return values.length == 0 ? otherwise : (int) Math.min(values[0], Integer.MAX_VALUE);
  }

  private int number(int tag, int otherwise, int low, int high, String what) throws IOException {
    long value = tags.number(tag, otherwise);
    if (value < low || value > high) {
      throw refused(
          String.format(
              Locale.ROOT, "is damaged: %s %d, expected %d to %d", what, value, low, high));
    }
    return (int) value;
  }

  IOException refused(String reason) {
    return new IOException(name + " " + reason);
  }

  String name() {
    return name;
  }

  TiffDirectory tags() {
    return tags;
  }

  /** Whether it is a smaller copy of another image, or a mask of one. */
  static boolean isReduced(TiffDirectory tags) throws IOException {
    long type = tags.number(TiffTag.SUBFILE_TYPE, 0);
    return (type & 5) != 0 || tags.number(TiffTag.OLD_SUBFILE_TYPE, 1) == 2;
  }

  boolean isCompressed() {
    return compression != TiffTag.NO_COMPRESSION;
  }

  boolean isFax() {
    return CCITT.contains(compression);
  }

  /** Whether decoding gives red, green and blue of 8 bits whatever is stored. */
  boolean becomesRgb() {
    return photometric == TiffTag.YCBCR
        || photometric == TiffTag.SEPARATED
        || photometric == TiffTag.CIE_LAB
        || photometric == TiffTag.ICC_LAB;
  }

  /** Samples that lie beside each other in a piece. */
  int samplesInPiece() {
    return separate ? 1 : samples;
  }

  /** Bytes of a row of a piece before compression. */
  long rowBytes() {
    return ((long) pieceWidth * samplesInPiece() * bits + 7) / 8;
  }

  int piecesAcross() {
    return (int) (((long) width + pieceWidth - 1) / pieceWidth);
  }

  int piecesDown() {
    return (int) (((long) height + pieceHeight - 1) / pieceHeight);
  }

  /** Where the pieces lie: of all samples, or of the first, then the second, and so on. */
  long[] offsets() throws IOException {
    return pieces(tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS);
  }

  /** How many bytes the pieces have. */
  long[] byteCounts() throws IOException {
    int tag = tiled ? TiffTag.TILE_BYTES : TiffTag.STRIP_BYTES;
    if (!isCompressed() && tags.count(tag) == 0) {
      long[] counts = new long[offsets().length];
      Arrays.fill(counts, rowBytes() * pieceHeight);
      return counts;
    }
    return pieces(tag);
  }

  private long[] pieces(int tag) throws IOException {
    long expected = (long) piecesAcross() * piecesDown() * (separate ? samples : 1);
    if (tags.count(tag) < expected) {
      throw refused(
          String.format(
              Locale.ROOT,
              "is damaged: it has %,d pieces of its image, expected %,d",
              tags.count(tag),
              expected));
    }
    return tags.numbers(tag);
  }

  /**
   * Checks that the bytes of a piece can become as many as its pixels need.
   *
   * @throws IOException if not, or the memory cannot hold them
   */
  void checkPiece(int rows, long bytes) throws IOException {
    long decoded = rowBytes() * rows;
    long most = isFax() ? Long.MAX_VALUE : bytes * (isCompressed() ? MOST_PER_BYTE : 1);
    if (decoded > most) {
      throw refused(
          String.format(
              Locale.ROOT,
              "is cut short or damaged: a piece of %,d bytes should hold %,d",
              bytes,
              decoded));
    }
    long values = (long) rows * pieceWidth * samplesInPiece();
    Memory.check(name, 2 * values * Float.BYTES + decoded);
    int unused = Memory.arrayLength(name, Math.max(decoded, values));
  }

  /** What the samples are; of those that become RGB, bytes. */
  SampleKind kind() {
    return becomesRgb()
        ? SampleKind.unsigned(8)
        : new SampleKind(bits, format, photometric == TiffTag.WHITE_IS_ZERO);
  }

  /** The samples that are channels: all but alpha. */
  int[] channelSamples() throws IOException {
    if (becomesRgb()) {
      return new int[] {0, 1, 2};
    }
    long[] extra = tags.numbers(TiffTag.EXTRA_SAMPLES);
    int first = samples - extra.length;
    int[] channels =
        IntStream.range(0, samples)
            .filter(s -> s < first || first < 0 || (extra[s - first] != 1 && extra[s - first] != 2))
            .toArray();
    if (channels.length == 0) {
      throw refused("is damaged: all of its samples are alpha");
    }
    return channels;
  }

  /** Bytes of all pixels of a page without compression; of tiles, without what reaches beyond. */
  long imageBytes() {
    long row = ((long) width * samplesInPiece() * bits + 7) / 8;
    return Math.multiplyExact(row, (long) height) * (separate ? samples : 1);
  }

  /**
   * Checks that a file of so many bytes can hold the image, before memory is taken for it.
   *
   * @throws IOException if not
   */
  void checkFits(long fileBytes) throws IOException {
    if (imageBytes() / (isCompressed() ? MOST_PER_BYTE : 1) > fileBytes) {
      throw refused(
          String.format(
              Locale.ROOT,
              "is cut short or damaged: its image of %,d bytes is more than its %,d bytes can hold",
              imageBytes(),
              fileBytes));
    }
  }

  /** Whether the pixels are one run of bytes. */
  boolean isPlain() {
    return !tiled && !isCompressed();
  }

  /** Whether another image could be a plane of the same stack. */
  boolean matches(TiffPage other) {
    return height == other.height
        && width == other.width
        && samples == other.samples
        && kind().equals(other.kind());
  }

  /** Its size and its samples, for messages. */
  String text() {
    return String.format("%dx%d of %d x %d bits", height, width, samples, bits);
  }

  /** Whether the first three samples are red, green and blue. */
  boolean isColour() {
    return becomesRgb() || (photometric == TiffTag.RGB && samples >= 3);
  }
}
