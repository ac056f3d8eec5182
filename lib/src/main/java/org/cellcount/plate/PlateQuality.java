package org.cellcount.plate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.math3.stat.StatUtils;
import org.cellcount.metric.Bootstrap;
import org.cellcount.metric.Interval;

/**
 * How far a plate can be trusted.
 *
 * @param zPrime how well its controls are told apart: {@code 1 - 3 (sd of positive + sd of
 *     negative) / |difference of means|}; 1 is perfect, above 0.5 good, below 0 useless (J. Zhang,
 *     T. Chung, K. Oldenburg, J. Biomol. Screen. 4, 1999). Empty with fewer than two wells of
 *     either control, or where both have the same mean
 * @param edge how the wells at the edge differ, if any treatment has wells both there and inside
 */
public record PlateQuality(OptionalDouble zPrime, Optional<Edge> edge) {
  private static final long SEED = 1;

  /**
   * How much more or less than inner wells of the same treatment the wells at the edge show.
   *
   * @param change share: -0.1 is 10 % fewer cells
   * @param interval 95 %, over the treatments
   */
  public record Edge(double change, Interval interval) {}

  /** Judges a plate. */
  public static PlateQuality of(Plate plate, PlateMap map) {
    return of(plate, map, Set.of());
  }

  /**
   * The same without some wells, such as those that are flagged.
   *
   * @param without wells to leave out
   */
  public static PlateQuality of(Plate plate, PlateMap map, Set<Well> without) {
    return new PlateQuality(
        zPrime(
            plate.means(controls(map, Control.POSITIVE, without)),
            plate.means(controls(map, Control.NEGATIVE, without))),
        edge(plate, map, without));
  }

  static List<Well> controls(PlateMap map, Control control, Set<Well> without) {
    return map.wells().entrySet().stream()
        .filter(entry -> entry.getValue().control() == control)
        .map(Map.Entry::getKey)
        .filter(well -> !without.contains(well))
        .toList();
  }

  static OptionalDouble zPrime(double[] positive, double[] negative) {
    if (positive.length < 2 || negative.length < 2) {
      return OptionalDouble.empty();
    }
    double difference = Math.abs(StatUtils.mean(positive) - StatUtils.mean(negative));
    double spread =
        Math.sqrt(StatUtils.variance(positive)) + Math.sqrt(StatUtils.variance(negative));
    return difference == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - 3 * spread / difference);
  }

  private static Optional<Edge> edge(Plate plate, PlateMap map, Set<Well> without) {
    List<Double> seen = new ArrayList<>();
    List<Double> expected = new ArrayList<>();
    List<Integer> treatments = new ArrayList<>();
    int treatment = 0;
    for (List<Well> group : map.replicates().values()) {
      List<Well> used = group.stream().filter(well -> !without.contains(well)).toList();
      double[] inner = plate.means(used.stream().filter(well -> !plate.atEdge(well)).toList());
      treatment++;
      if (inner.length > 0 && StatUtils.mean(inner) > 0) {
        for (double mean : plate.means(used.stream().filter(plate::atEdge).toList())) {
          seen.add(mean);
          expected.add(StatUtils.mean(inner));
          treatments.add(treatment);
        }
      }
    }
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    double[] above = array(seen);
    double[] below = array(expected);
    int[] groups = treatments.stream().mapToInt(Integer::intValue).toArray();
    Interval ratio = Bootstrap.ratio(above, below, groups, SEED);
    double change = StatUtils.sum(above) / StatUtils.sum(below) - 1;
    return Optional.of(new Edge(change, new Interval(ratio.low() - 1, ratio.high() - 1)));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
