package org.cellcount.base;

import net.imglib2.Dimensions;

/** Checks of arguments: each failure names the argument, its value and what was expected. */
public final class Require {
  private Require() {}

  /**
   * Refuses a value.
   *
   * @throws IllegalArgumentException unless it is valid: {@code <name> <value>: expected
   *     <expected>}
   */
  public static void that(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw refusal(name, value, expected);
    }
  }

  /** What {@link #that} throws, for where even the text of a valid value would cost too much. */
  public static IllegalArgumentException refusal(String name, Object value, String expected) {
    return new IllegalArgumentException(name + " " + value + ": expected " + expected);
  }

  /** A number from low to high, both included. */
  public static double between(String name, double value, double low, double high) {
    that(value >= low && value <= high, name, value, text(low) + " to " + text(high));
    return value;
  }

  /** A whole number from low to high, both included. */
  public static int between(String name, int value, int low, int high) {
    that(value >= low && value <= high, name, value, low + " to " + high);
    return value;
  }

  /** A finite number of at least so much. */
  public static double atLeast(String name, double value, double least) {
    that(value >= least && value < Double.POSITIVE_INFINITY, name, value, text(least) + " or more");
    return value;
  }

  /** A whole number of at least so much. */
  public static int atLeast(String name, int value, int least) {
    that(value >= least, name, value, least + " or more");
    return value;
  }

  /** A finite number above 0. */
  public static double positive(String name, double value) {
    that(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "above 0");
    return value;
  }

  /** A value that is there. */
  public static <T> T present(String name, T value) {
    that(value != null, name, "is missing", "a value");
    return value;
  }

  /** An image of the height and width of another. */
  public static void sameSize(
      String name, int height, int width, int expectedHeight, int expectedWidth) {
    if (height != expectedHeight || width != expectedWidth) {
      throw refusal(name, "of " + height + "x" + width, expectedHeight + "x" + expectedWidth);
    }
  }

  /** The same for ImgLib2 images. */
  public static void sameSize(String name, Dimensions image, Dimensions expected) {
    sameSize(
        name,
        (int) image.dimension(1),
        (int) image.dimension(0),
        (int) expected.dimension(1),
        (int) expected.dimension(0));
  }

  /** No value is infinite or not a number. */
  public static void finite(String name, float[] values, int width) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw refusal(name, at(values[i], i / width, i % width), "a finite number");
      }
    }
  }

  /** A value and where it is, to be named in a refusal. */
  public static String at(float value, int row, int column) {
    return value + " at row " + row + ", column " + column;
  }

  private static String text(double value) {
    return value == (long) value ? String.valueOf((long) value) : String.valueOf(value);
  }
}
