package org.cellcount.base;

import java.io.IOException;
import java.util.Locale;

/** Refuses in words what would end in an {@link OutOfMemoryError}. */
public final class Memory {
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Memory() {}

  /**
   * Checks that the Java heap could hold some bytes at all.
   *
   * @throws IOException if it could not
   */
  public static void check(String what, long bytes) throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s needs %,d MB of memory, the Java heap may take %,d MB (raise it with -Xmx)",
              what,
              bytes >> 20,
              heap >> 20));
    }
  }

  /**
   * A number of bytes as the length of a Java array.
   *
   * @throws IOException if it is too large
   */
  public static int arrayLength(String what, long bytes) throws IOException {
    if (bytes > LONGEST_ARRAY) {
      throw new IOException(
          String.format(
              Locale.ROOT, "%s holds %,d bytes, expected at most %,d", what, bytes, LONGEST_ARRAY));
    }
    return (int) bytes;
  }
}
