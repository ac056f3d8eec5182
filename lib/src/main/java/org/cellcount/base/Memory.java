package org.cellcount.base;

import java.io.IOException;
import java.util.Locale;

/** Refuses in words what would end in an {@link OutOfMemoryError}. */
public final class Memory {
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Memory() {}

  /**
   * Checks that the Java heap can hold some bytes beside what it holds now.
   *
   * @throws IOException if it cannot
   */
  public static void check(String what, long bytes) throws IOException {
    if (bytes <= free()) {
      return;
    }
    // Much of what is in use may be waiting to be collected.
    System.gc();
    long free = free();
    if (bytes > free) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s needs %,d MB of memory, the Java heap may take %,d MB more (raise it with -Xmx)",
              what,
              bytes >> 20,
              free >> 20));
    }
  }

  /** Bytes that the heap could still take. */
  private static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
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
