package org.cellcount.target;

import org.cellcount.base.Require;
import org.cellcount.metric.Interval;

/**
 * How far the counts of images may be off. The error is taken to grow with the count and with the
 * doubt in its cells: {@code scale^2 = constant^2 + (share * count)^2 + doubt^2 * variance}, where
 * the variance is that of the sum of the cells' probabilities. An interval reaches from {@code
 * count + low * scale} to {@code count + high * scale}, rounded, with factors that held the wanted
 * share of the images they were chosen on.
 *
 * @param pixels images of up to so many pixels are meant
 * @param constant error of any count, in cells
 * @param share error as a share of the count
 * @param doubt factor of the standard deviation that the cells' probabilities give the count
 * @param low80 lower end of an interval that holds 80 % of the true counts, in scales
 * @param high80 its upper end
 * @param low95 lower end for 95 %
 * @param high95 its upper end
 */
public record CountSpread(
    long pixels,
    double constant,
    double share,
    double doubt,
    double low80,
    double high80,
    double low95,
    double high95) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming what is out of range
   */
  public CountSpread {
    Require.that(pixels > 0, "pixels", pixels, "above 0");
    Require.atLeast("constant", constant, 0);
    Require.atLeast("share", share, 0);
    Require.atLeast("doubt", doubt, 0);
    Require.that(low95 <= low80, "low95", low95, "at most low80, " + low80);
    Require.that(low80 <= high80, "low80", low80, "at most high80, " + high80);
    Require.that(high80 <= high95, "high80", high80, "at most high95, " + high95);
  }

  /** The same with intervals that reach from one factor to another, of 80 and of 95 %. */
  public CountSpread withFactors(double low80, double high80, double low95, double high95) {
    return new CountSpread(pixels, constant, share, doubt, low80, high80, low95, high95);
  }

  /** The size of the error that a count may have, in cells. */
  public double scale(int count, double variance) {
    return Math.sqrt(
        constant * constant + share * share * count * count + doubt * doubt * variance);
  }

  /** The interval that holds the true count in 80 % of images like those known. */
  public Interval interval80(int count, double variance) {
    return interval(count, variance, low80, high80);
  }

  /** The interval that holds it in 95 % of them. */
  public Interval interval95(int count, double variance) {
    return interval(count, variance, low95, high95);
  }

  private Interval interval(int count, double variance, double low, double high) {
    double scale = scale(count, variance);
    return new Interval(
        Math.max(0, Math.rint(count + low * scale)), Math.max(0, Math.rint(count + high * scale)));
  }
}
