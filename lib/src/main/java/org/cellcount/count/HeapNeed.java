package org.cellcount.count;

import java.util.Locale;

/** Refuses in words images whose counting would end in an {@link OutOfMemoryError}. */
final class HeapNeed {
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final long MEGABYTE = 1_000_000;

  private HeapNeed() {}

  /**
   * Checks that this JVM could count an image.
   *
   * @throws IllegalArgumentException if it never could; the message says what it takes
   */
  static void check(long height, long width, Separation separation) {
    check(height, width, separation, Runtime.getRuntime().maxMemory());
  }

  /** The same for any limit of the heap. */
  static void check(long height, long width, Separation separation, long maxBytes) {
    // With the frame of one pixel that maxima are found in.
    long framedHeight = height + 2;
    long framedWidth = width + 2;
    if (framedHeight > LONGEST_ARRAY / framedWidth) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image of %,dx%,d pixels is too large to be counted at once: count parts of it",
              height,
              width));
    }
    long needed = framedHeight * framedWidth * bytesPerPixel(separation);
    if (needed > maxBytes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "counting an image of %,dx%,d pixels by %s needs %,d MB of heap, this JVM may use"
                  + " %,d MB: raise -Xmx or count parts of it",
              height,
              width,
              separation.label(),
              needed / MEGABYTE + 1,
              maxBytes / MEGABYTE));
    }
  }

  /** Bytes in use at the peak, those of the image and the result included. */
  private static int bytesPerPixel(Separation separation) {
    return switch (separation) {
      case COMPONENTS -> 12;
      case DISTANCE_PEAKS -> 32;
      case H_MAXIMA, TWO_SIDED_MAXIMA -> 28;
    };
  }
}
