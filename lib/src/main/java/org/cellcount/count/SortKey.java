package org.cellcount.count;

/** Floats and a number as one long, for sorting without objects. */
final class SortKey {
  private SortKey() {}

  /** Smaller for larger values, then for smaller numbers; the number is the lower half. */
  static long descending(float value, int number) {
    // Adding zero turns -0 into 0. Bits of negative floats grow as the values fall.
    int bits = Float.floatToRawIntBits(value + 0f);
    int ascending = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
    return ((long) ~ascending << 32) | number;
  }
}
