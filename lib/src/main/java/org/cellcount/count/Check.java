package org.cellcount.count;

/** Checks of arguments, with messages that name what is wrong. */
final class Check {
  private Check() {}

  static void sameSize(String name, int height, int width, int expectedHeight, int expectedWidth) {
    if (height != expectedHeight || width != expectedWidth) {
      throw new IllegalArgumentException(
          "%s of %dx%d: expected %dx%d"
              .formatted(name, height, width, expectedHeight, expectedWidth));
    }
  }

  static IllegalArgumentException notAProbability(float value, int row, int column) {
    return new IllegalArgumentException(
        "probability %s at row %d, column %d: expected 0 to 1".formatted(value, row, column));
  }

  /** No value is infinite or not a number. */
  static void finite(String name, float[] values, int width) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s %s at row %d, column %d: expected a finite number"
                .formatted(name, values[i], i / width, i % width));
      }
    }
  }
}
