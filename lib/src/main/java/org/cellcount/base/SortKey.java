package org.cellcount.base;

/** Floats as whole numbers of the same order, for sorting without objects. */
public final class SortKey {
  private SortKey() {}

  /** Larger for larger values. */
  public static int ascending(float value) {
    // Adding zero turns -0 into 0. Bits of negative floats grow as the values fall.
    int bits = Float.floatToRawIntBits(value + 0f);
    return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
  }

  /** Smaller for larger values, then for smaller numbers; the number is the lower half. */
  public static long descending(float value, int number) {
    return ((long) ~ascending(value) << 32) | number;
  }
}
