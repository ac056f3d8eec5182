package org.cellcount.microscopy;

import java.io.IOException;
import java.util.HexFormat;
import javax.imageio.stream.ImageInputStream;

/** The kinds of image file that are read, told by their first bytes and never by their names. */
enum FileKind {
  PNG("89504e470d0a1a0a"),
  JPEG("ffd8ff"),
  BMP("424d"),
  TIFF("(49492a00|4d4d002a|49492b00|4d4d002b)");

  private static final int LONGEST = 8;

  /** A regular expression of the first bytes in hexadecimal. */
  private final String start;

  FileKind(String start) {
    this.start = start;
  }

  /**
   * The kind of a file, whose stream is left at its start.
   *
   * @throws IOException if it is empty or none of these
   */
  static FileKind of(ImageInputStream in, String name) throws IOException {
    byte[] start = new byte[LONGEST];
    in.seek(0);
    int length = Math.max(0, in.read(start));
    in.seek(0);
    if (length == 0) {
      throw new IOException(name + " is empty, expected an image");
    }
    String hex = HexFormat.of().formatHex(start, 0, length);
    for (FileKind kind : values()) {
      if (hex.matches(kind.start + ".*")) {
        return kind;
      }
    }
    throw new IOException(
        name
            + " is not an image of a kind that is read, expected TIFF, PNG, JPEG or BMP: save it as"
            + " TIFF, for example with Fiji");
  }
}
