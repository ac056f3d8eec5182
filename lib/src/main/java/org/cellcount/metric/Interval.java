package org.cellcount.metric;

import java.util.Locale;
import org.cellcount.base.Require;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if low is above high or one is not a number
   */
  public Interval {
    Require.that(low <= high, "interval", low + " to " + high, "low first");
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f to %.3f", low, high);
  }
}
