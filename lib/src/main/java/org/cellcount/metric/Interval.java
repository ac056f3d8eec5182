package org.cellcount.metric;

import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.cellcount.base.Require;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  private static final double UPPER = 0.975;

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if low is above high or one is not a number
   */
  public Interval {
    Require.that(low <= high, "interval", low + " to " + high, "low first");
  }

  /**
   * Student's 95 % interval of an estimate whose error is normal.
   *
   * @param estimate its middle
   * @param error standard error of the estimate
   * @param degrees of freedom that the error was estimated with, above 0
   */
  public static Interval student(double estimate, double error, double degrees) {
    double half = error * new TDistribution(degrees).inverseCumulativeProbability(UPPER);
    return new Interval(estimate - half, estimate + half);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f to %.3f", low, high);
  }
}
