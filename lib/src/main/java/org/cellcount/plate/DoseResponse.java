package org.cellcount.plate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.util.Pair;
import org.cellcount.base.Require;
import org.cellcount.metric.Interval;

/**
 * How the number of cells depends on a dose: the logistic curve of four parameters, {@code
 * atInfinity + (atZero - atInfinity) / (1 + (dose / halfDose)^slope)}, by least squares (J.
 * Sebaugh, Pharm. Stat. 10, 2011).
 *
 * @param atZero cells a field without the compound
 * @param atInfinity cells a field at the highest dose there could be
 * @param halfDose the dose of half the effect, EC50, in the unit of the plate map
 * @param slope how steep it is there, above 0
 * @param halfDoseInterval where the half dose lies with 95 %; from 0 to infinity where the counts
 *     do not tell
 * @param residual standard deviation of the counts from the curve
 */
public record DoseResponse(
    double atZero,
    double atInfinity,
    double halfDose,
    double slope,
    Interval halfDoseInterval,
    double residual) {
  private static final int PARAMETERS = 4;
  private static final double[] SLOPES = {0.5, 1, 2, 4};
  private static final int STEPS = 40;
  private static final int ITERATIONS = 1000;

  /** Beyond, the curve is a step: between two doses nothing tells how steep. */
  private static final double LOG_STEEPEST = Math.log(20);

  /** Curve without a fit, to compare with. */
  public static DoseResponse known(
      double atZero, double atInfinity, double halfDose, double slope) {
    Require.positive("half dose", halfDose);
    Require.positive("slope", slope);
    return new DoseResponse(
        atZero, atInfinity, halfDose, slope, new Interval(halfDose, halfDose), 0);
  }

  /** Cells a field at a dose. */
  public double at(double dose) {
    return atInfinity + (atZero - atInfinity) * share(dose, Math.log(halfDose), slope);
  }

  /**
   * Fits the counts of a compound's wells and, as dose 0, of the negative controls.
   *
   * @param without wells to leave out, such as those that are flagged
   * @throws IllegalArgumentException if the compound is not on the map or has too few doses
   */
  public static DoseResponse of(Plate plate, PlateMap map, String compound, Set<Well> without) {
    Require.that(
        map.compounds().contains(compound),
        "compound",
        "'" + compound + "'",
        "one of " + String.join(", ", map.compounds()));
    List<Map.Entry<Well, Treatment>> used =
        map.wells().entrySet().stream()
            .filter(
                e -> !without.contains(e.getKey()) && plate.means(List.of(e.getKey())).length > 0)
            .filter(
                e ->
                    e.getValue().control() == Control.NEGATIVE
                        || (e.getValue().control() == Control.NONE
                            && e.getValue().compound().equals(compound)))
            .toList();
    return fit(
        used.stream()
            .mapToDouble(e -> e.getValue().control() == Control.NEGATIVE ? 0 : e.getValue().dose())
            .toArray(),
        used.stream().mapToDouble(e -> plate.wells().get(e.getKey()).mean()).toArray());
  }

  /**
   * Fits counts.
   *
   * @param doses 0 or more, at least four different ones above 0
   * @param counts as many
   * @throws IllegalArgumentException if there are too few, their number differs or one is out of
   *     range
   */
  public static DoseResponse fit(double[] doses, double[] counts) {
    Require.that(
        doses.length == counts.length,
        "number of counts",
        counts.length,
        "one a dose, " + doses.length);
    for (int i = 0; i < doses.length; i++) {
      Require.atLeast("dose", doses[i], 0);
      Require.that(Double.isFinite(counts[i]), "count", counts[i], "a finite number");
    }
    double[] above = DoubleStream.of(doses).filter(d -> d > 0).sorted().distinct().toArray();
    Require.that(
        above.length >= PARAMETERS && doses.length > PARAMETERS,
        "number of different doses above 0",
        above.length,
        "at least 4, and more wells than that");
    double[] best = start(doses, counts, Math.log(above[0]), Math.log(above[above.length - 1]));
    LeastSquaresOptimizer.Optimum optimum = refine(doses, counts, best);
    return result(optimum, best, doses, counts);
  }

  /** The best of a grid of half doses and slopes; for each, the two ends follow linearly. */
  private static double[] start(double[] doses, double[] counts, double low, double high) {
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step <= STEPS; step++) {
      double logHalf = low + (high - low) * step / STEPS;
      for (double slope : SLOPES) {
        double[] shares = DoubleStream.of(doses).map(d -> share(d, logHalf, slope)).toArray();
        double[] ends = line(shares, counts);
        double[] tried = {ends[0] + ends[1], ends[0], logHalf, Math.log(slope)};
        double sum = squares(tried, doses, counts);
        if (sum < least) {
          least = sum;
          best = tried;
        }
      }
    }
    return best;
  }

  /** Intercept and slope of the straight line through points. */
  private static double[] line(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = xx == 0 ? 0 : xy / xx;
    return new double[] {meanY - slope * meanX, slope};
  }

  private static LeastSquaresOptimizer.Optimum refine(
      double[] doses, double[] counts, double[] start) {
    try {
      return new LevenbergMarquardtOptimizer()
          .optimize(
              new LeastSquaresBuilder()
                  .start(start)
                  .target(counts)
                  .model(point -> model(point, doses))
                  .parameterValidator(DoseResponse::bounded)
                  .maxEvaluations(ITERATIONS)
                  .maxIterations(ITERATIONS)
                  .build());
    } catch (MathIllegalStateException e) {
      // Flat: the start is as good as anything.
      return null;
    }
  }

  private static RealVector bounded(RealVector point) {
    RealVector bounded = point.copy();
    bounded.setEntry(3, Math.max(-LOG_STEEPEST, Math.min(LOG_STEEPEST, point.getEntry(3))));
    return bounded;
  }

  private static Pair<RealVector, RealMatrix> model(RealVector p, double[] doses) {
    double[] values = new double[doses.length];
    double[][] gradient = new double[doses.length][PARAMETERS];
    double slope = Math.exp(p.getEntry(3));
    double range = p.getEntry(0) - p.getEntry(1);
    for (int i = 0; i < doses.length; i++) {
      double share = share(doses[i], p.getEntry(2), slope);
      double steep = share * (1 - share) * range;
      double distance = doses[i] == 0 ? 0 : Math.log(doses[i]) - p.getEntry(2);
      values[i] = p.getEntry(1) + range * share;
      gradient[i] = new double[] {share, 1 - share, steep * slope, -steep * distance * slope};
    }
    return new Pair<>(
        new ArrayRealVector(values, false), new Array2DRowRealMatrix(gradient, false));
  }

  private static DoseResponse result(
      LeastSquaresOptimizer.Optimum optimum, double[] start, double[] doses, double[] counts) {
    double[] p = optimum == null ? start : optimum.getPoint().toArray();
    double residual = Math.sqrt(squares(p, doses, counts) / (doses.length - PARAMETERS));
    Interval interval = new Interval(0, Double.POSITIVE_INFINITY);
    if (optimum != null) {
      try {
        double error = residual * Math.sqrt(optimum.getCovariances(1e-12).getEntry(2, 2));
        Interval logarithm = Interval.student(p[2], error, doses.length - PARAMETERS);
        interval = new Interval(Math.exp(logarithm.low()), Math.exp(logarithm.high()));
      } catch (SingularMatrixException e) {
        // The counts do not tell where the half dose is.
      }
    }
    return new DoseResponse(p[0], p[1], Math.exp(p[2]), Math.exp(p[3]), interval, residual);
  }

  private static double squares(double[] p, double[] doses, double[] counts) {
    double sum = 0;
    for (int i = 0; i < doses.length; i++) {
      double off = counts[i] - p[1] - (p[0] - p[1]) * share(doses[i], p[2], Math.exp(p[3]));
      sum += off * off;
    }
    return sum;
  }

  /** What is left of the effect of no dose, 1 to 0. */
  private static double share(double dose, double logHalf, double slope) {
    return dose == 0 ? 1 : 1 / (1 + Math.exp(slope * (Math.log(dose) - logHalf)));
  }
}
