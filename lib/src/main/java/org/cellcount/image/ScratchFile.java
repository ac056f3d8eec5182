package org.cellcount.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file for rows of pixels that do not fit in memory; closing deletes it. */
public abstract sealed class ScratchFile implements Closeable permits ScratchLabels, ScratchValues {
  /** How such a file's name begins. */
  public static final String PREFIX = ".scratch-";

  /** How it ends. */
  public static final String SUFFIX = ".part";

  private final int height;
  private final int width;
  private final Path path;
  private final OutputStream written;

  /**
   * Makes the file.
   *
   * @param folder for it
   * @throws IOException if it cannot be made
   */
  ScratchFile(int height, int width, Path folder) throws IOException {
    this.height = height;
    this.width = width;
    Files.createDirectories(folder);
    path = Files.createTempFile(folder, PREFIX, SUFFIX);
    written = Files.newOutputStream(path);
  }

  /** Where bytes are added. */
  final OutputStream written() {
    return written;
  }

  /** Reads what has been added. */
  final InputStream read() throws IOException {
    return Files.newInputStream(path);
  }

  /** Number of rows. */
  public final int height() {
    return height;
  }

  /** Number of columns. */
  public final int width() {
    return width;
  }

  @Override
  public void close() throws IOException {
    try {
      written.close();
    } finally {
      Files.deleteIfExists(path);
    }
  }
}
