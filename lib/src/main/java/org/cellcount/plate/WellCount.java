package org.cellcount.plate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.cellcount.base.Require;
import org.cellcount.metric.Interval;

/**
 * What was counted in the fields of a well.
 *
 * @param well where
 * @param fields all of them, counted or not, at least one
 */
public record WellCount(Well well, List<FieldCount> fields) {
  private static final double OUTSIDE = 0.025;

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if there is no field
   */
  public WellCount {
    fields = List.copyOf(fields);
    Require.atLeast("number of fields of " + well, fields.size(), 1);
  }

  private int[] counts() {
    return fields.stream()
        .filter(field -> field.count().isPresent())
        .mapToInt(field -> field.count().getAsInt())
        .toArray();
  }

  /** How many of the fields were counted. */
  public int counted() {
    return counts().length;
  }

  /** Cells a field, over those that were counted; not a number if none was. */
  public double mean() {
    return Arrays.stream(counts()).average().orElse(Double.NaN);
  }

  /**
   * Where the cells a field lie with 95 % that many more fields of the well would show: the wider
   * of two intervals, Student's t over the fields and, as a few fields may agree by chance, the
   * exact one of a Poisson number (F. Garwood, Biometrika 28, 1936). Without a counted field,
   * anything from 0.
   */
  public Interval interval() {
    int[] counts = counts();
    int n = counts.length;
    if (n == 0) {
      return new Interval(0, Double.POSITIVE_INFINITY);
    }
    long sum = Arrays.stream(counts).asLongStream().sum();
    double low = sum == 0 ? 0 : chiSquared(2.0 * sum, OUTSIDE) / 2 / n;
    double high = chiSquared(2.0 * (sum + 1), 1 - OUTSIDE) / 2 / n;
    if (n > 1) {
      double mean = (double) sum / n;
      double squares = Arrays.stream(counts).mapToDouble(c -> (c - mean) * (c - mean)).sum();
      Interval student = Interval.student(mean, Math.sqrt(squares / (n - 1) / n), n - 1.0);
      low = Math.max(0, Math.min(low, student.low()));
      high = Math.max(high, student.high());
    }
    return new Interval(low, high);
  }

  private static double chiSquared(double freedom, double probability) {
    return new ChiSquaredDistribution(freedom).inverseCumulativeProbability(probability);
  }

  /** Why the well is to be looked at, as far as its own fields tell; empty if nothing is odd. */
  List<String> flags() {
    List<String> flags = new ArrayList<>();
    int failed = fields.size() - counted();
    if (failed > 0) {
      flags.add(failed + " of " + fields.size() + " fields not counted");
    }
    Map<String, Integer> warnings = new LinkedHashMap<>();
    Map<FieldName, FieldCount> seen = new LinkedHashMap<>();
    for (FieldCount field : fields) {
      if (!field.warning().isEmpty()) {
        warnings.merge(field.warning(), 1, Integer::sum);
      }
      FieldCount other = seen.putIfAbsent(field.name(), field);
      if (other != null) {
        flags.add(
            "field " + field.name().field() + " twice: " + other.file() + " and " + field.file());
      }
    }
    warnings.forEach(
        (warning, times) -> flags.add(times + " of " + fields.size() + " fields: " + warning));
    return flags;
  }
}
