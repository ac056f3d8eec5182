package org.cellcount.npz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands before the values of an npy array, format versions 1 to 3 (numpy.lib.format).
 *
 * @param type element type
 * @param order byte order
 * @param fortran whether the first axis varies fastest
 * @param shape size of each axis; none for a single value
 * @param length bytes of magic, version and header together
 */
public record NpyHeader(
    NpyType type, ByteOrder order, boolean fortran, List<Long> shape, int length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final int LONGEST = 1 << 20;

  // Possessive throughout: what does not fit is not tried in other ways. NumPy has up to 64 axes.
  private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*+:\\s*+['\"]([^'\"]*+)");
  private static final Pattern FORTRAN =
      Pattern.compile("['\"]fortran_order['\"]\\s*+:\\s*+(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile(
          "['\"]shape['\"]\\s*+:\\s*+\\(\\s*+"
              + "((?:\\d{1,18}L?+\\s*+,\\s*+){0,64}+(?:\\d{1,18}L?+)?+)\\s*+\\)");
  private static final Pattern TYPE = Pattern.compile("[<>]([iuf][248])|[|<>]?([biu]1)");

  /**
   * Reads a header.
   *
   * @param in at the first byte of the array; left at the first value
   * @param where what to call the array in messages
   * @throws IOException if it is not a header, or the type is none of {@link NpyType}
   */
  static NpyHeader read(InputStream in, String where) throws IOException {
    byte[] start = bytes(in, MAGIC.length + 2, where);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException(where + " is not an npy array: it does not start with \\x93NUMPY");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new IOException(
          where + " has npy format version " + version + ", expected version 1, 2 or 3");
    }
    int prefix = version == 1 ? 2 : 4;
    ByteBuffer size = ByteBuffer.wrap(bytes(in, prefix, where)).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1 ? size.getShort() & 0xffff : size.getInt() & 0xffffffffL;
    if (length > LONGEST) {
      throw new IOException(
          where + " has a header of " + length + " bytes, expected at most " + LONGEST);
    }
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String text = new String(bytes(in, (int) length, where), charset);
    return parse(text, start.length + prefix + (int) length, where);
  }

  private static NpyHeader parse(String text, int length, String where) throws IOException {
    String descr = find(DESCR, text).orElse("structured");
    boolean fortran = find(FORTRAN, text).orElseThrow(() -> unknown(text, where)).equals("True");
    String axes = find(SHAPE, text).orElseThrow(() -> unknown(text, where));
    if (descr.contains("O")) {
      throw new IOException(
          where
              + " holds pickled Python objects, which are never loaded: save it as a numeric array");
    }
    Matcher type = TYPE.matcher(descr);
    if (!type.matches()) {
      throw new IOException(
          where + " has type " + descr + ", expected booleans, integers or floats of 16-64 bit");
    }
    String code = type.group(1) != null ? type.group(1) : type.group(2);
    List<Long> shape =
        Arrays.stream(axes.split(","))
            .map(axis -> axis.replace("L", "").strip())
            .filter(axis -> !axis.isEmpty())
            .map(Long::valueOf)
            .toList();
    ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(typeOf(code), order, fortran, shape, length);
  }

  /** The header of an array in C order and little-endian, format version 1, padded to 64 bytes. */
  static byte[] write(NpyType type, int... shape) {
    String order = type.bytes() == 1 ? "|" : "<";
    String axes = Arrays.stream(shape).mapToObj(axis -> axis + ", ").collect(Collectors.joining());
    String text =
        "{'descr': '"
            + order
            + type.code()
            + "', 'fortran_order': False, 'shape': ("
            + axes.strip()
            + "), }";
    int length = (MAGIC.length + 4 + text.length() + 1 + 63) / 64 * 64;
    byte[] header = new byte[length];
    Arrays.fill(header, (byte) ' ');
    header[length - 1] = '\n';
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (length - MAGIC.length - 4))
        .put(text.getBytes(StandardCharsets.ISO_8859_1));
    return header;
  }

  /**
   * Bytes of all values.
   *
   * @throws ArithmeticException if they do not fit 64 bit
   */
  long dataBytes() {
    if (shape.contains(0L)) {
      return 0;
    }
    return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
  }

  /** The shape as NumPy prints it, like {@code (2000, 128, 128)}. */
  public String shapeText() {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  private static NpyType typeOf(String code) {
    return Arrays.stream(NpyType.values())
        .filter(type -> type.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static IOException unknown(String text, String where) {
    String shown = text.length() <= 100 ? text.strip() : text.substring(0, 100) + "...";
    return new IOException(where + " has a header that is not NumPy's: " + shown);
  }

  private static byte[] bytes(InputStream in, int number, String where) throws IOException {
    byte[] bytes = in.readNBytes(number);
    if (bytes.length < number) {
      throw new IOException(where + " is truncated: it ends inside its header");
    }
    return bytes;
  }
}
