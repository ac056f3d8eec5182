package org.cellcount.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Arrays that are equal but for rounding. */
public final class Close {
  private Close() {}

  /** Fails unless the largest difference is within a share of the largest expected value. */
  public static void assertClose(String what, float[] expected, float[] actual, double relative) {
    double error = error(expected, actual);
    assertTrue(error <= relative, () -> what + " is off by " + error + ", allowed " + relative);
  }

  /** The largest difference, divided by the largest expected value. */
  public static double error(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length, "number of values");
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      double d = Math.abs((double) expected[i] - actual[i]);
      // A NaN must not pass for a small difference.
      difference = d <= difference ? difference : d;
    }
    return difference == 0 ? 0 : difference / largest;
  }
}
