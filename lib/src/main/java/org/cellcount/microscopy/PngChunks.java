package org.cellcount.microscopy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;

/** Checks the chunks of a PNG, whose checksums the JDK's reader does not look at. */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int BUFFER = 1 << 16;

  private PngChunks() {}

  /**
   * Goes through all chunks; the stream is left at its start.
   *
   * @throws IOException if one is damaged or the file is cut short
   */
  static void check(ImageInputStream in, String name) throws IOException {
    in.seek(SIGNATURE);
    byte[] buffer = new byte[BUFFER];
    String type;
    do {
      if (in.length() - in.getStreamPosition() < 12) {
        throw new IOException(name + " is cut short: it ends without PNG's last chunk");
      }
      long length = in.readUnsignedInt();
      in.readFully(buffer, 0, 4);
      type = new String(buffer, 0, 4, StandardCharsets.ISO_8859_1);
      if (length > in.length() - in.getStreamPosition() - 4) {
        throw new IOException(name + " is cut short or damaged in its chunk " + printable(type));
      }
      CRC32 crc = new CRC32();
      crc.update(buffer, 0, 4);
      while (length > 0) {
        int part = (int) Math.min(length, BUFFER);
        in.readFully(buffer, 0, part);
        crc.update(buffer, 0, part);
        length -= part;
      }
      if (crc.getValue() != in.readUnsignedInt()) {
        throw new IOException(
            name + " is damaged: the checksum of its chunk " + printable(type) + " does not fit");
      }
    } while (!type.equals("IEND"));
    in.seek(0);
  }

  private static String printable(String type) {
    return type.replaceAll("[^A-Za-z]", "?");
  }
}
