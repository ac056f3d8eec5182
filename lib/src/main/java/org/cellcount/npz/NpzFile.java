package org.cellcount.npz;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An npz file open for reading: a zip of npy arrays, stored or deflated. */
public final class NpzFile implements Closeable {
  private static final String SUFFIX = ".npy";

  private final Path file;
  private final ZipFile zip;

  /**
   * Opens a file.
   *
   * @throws IOException if there is none or it is not a whole zip file
   */
  public NpzFile(Path file) throws IOException {
    this.file = file;
    if (!Files.exists(file)) {
      throw new IOException(file + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, expected an npz file");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file, expected an npz file");
    }
    try {
      this.zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException e) {
      String reason = e.getMessage() == null ? "its directory is cut short" : e.getMessage();
      throw new IOException(file + " " + whatIsWrong(file) + " (" + reason + ")", e);
    }
  }

  public Path file() {
    return file;
  }

  /** The names of the arrays in the order of the file; other entries are none. */
  public List<String> names() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  /**
   * Opens an array.
   *
   * @throws IOException if it is missing or cannot be read
   */
  public NpyStream open(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name + SUFFIX);
    if (entry == null) {
      throw new IOException(file + " holds no array '" + name + "', only " + names());
    }
    String where = file + ": array '" + name + "'";
    return new NpyStream(zip, entry, where);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static String whatIsWrong(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(6);
    }
    if (start.length == 0) {
      return "is empty, expected an npz file";
    }
    if (start.length == 6 && (start[0] & 0xff) == 0x93 && start[1] == 'N') {
      return "is a single npy array, expected an npz file (numpy.savez)";
    }
    return start[0] == 'P' && (start.length == 1 || start[1] == 'K')
        ? "is a truncated or damaged npz file"
        : "is not an npz (zip) file";
  }
}
