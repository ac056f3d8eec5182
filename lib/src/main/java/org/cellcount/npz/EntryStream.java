package org.cellcount.npz;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The bytes of a zip entry; whatever goes wrong with them is said with the entry's name. */
final class EntryStream extends FilterInputStream {
  private final String where;

  EntryStream(ZipFile zip, ZipEntry entry, String where) throws IOException {
    super(open(zip, entry, where));
    this.where = where;
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw damaged(where, e);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (IOException e) {
      throw damaged(where, e);
    }
  }

  private static InputStream open(ZipFile zip, ZipEntry entry, String where) throws IOException {
    try {
      return zip.getInputStream(entry);
    } catch (IOException e) {
      throw damaged(where, e);
    }
  }

  private static IOException damaged(String where, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new IOException(where + " is damaged or not readable: " + reason, e);
  }
}
