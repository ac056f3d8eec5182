package org.cellcount.microscopy;

import java.util.Optional;

/**
 * What a file's samples are.
 *
 * @param bits of one sample
 * @param format how they are meant
 * @param whiteIsZero whether low values are bright
 */
record SampleKind(int bits, Format format, boolean whiteIsZero) {
  /** What the bits of a sample mean. */
  enum Format {
    UNSIGNED,
    SIGNED,
    FLOAT
  }

  /** Longer whole numbers use a small part of their range. */
  private static final int FULL_RANGE_BITS = 16;

  static SampleKind unsigned(int bits) {
    return new SampleKind(bits, Format.UNSIGNED, false);
  }

  /** Which values are 0 and 1, if that can be said without looking at them. */
  Optional<IntensityScale> scale() {
    if (format != Format.UNSIGNED || bits > FULL_RANGE_BITS) {
      return Optional.empty();
    }
    return Optional.of(turned(new IntensityScale(0, (1 << bits) - 1)));
  }

  /** Which values are 0 and 1 in an image whose lowest and highest are these. */
  IntensityScale scale(float low, float high) {
    boolean unit = format == Format.FLOAT && low >= 0 && high <= 1;
    return turned(unit ? new IntensityScale(0, 1) : new IntensityScale(low, high));
  }

  private IntensityScale turned(IntensityScale scale) {
    return whiteIsZero ? scale.turned() : scale;
  }
}
