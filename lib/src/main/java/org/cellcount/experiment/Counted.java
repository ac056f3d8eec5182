package org.cellcount.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cellcount.count.CountOptions;
import org.cellcount.data.CellDataset;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.Bootstrap;
import org.cellcount.metric.CountScores;
import org.cellcount.metric.InstanceScores;
import org.cellcount.metric.Interval;
import org.cellcount.metric.SpreadColumns;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.Target;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The cells that one method found in every image of a data set, and how right they are.
 *
 * @param method what to call it in tables and figures
 * @param data the images, with the true cells and counts
 * @param cells the cells found, one label image for each image
 * @param errors the cells of each image against the true ones, see {@link CellDataset#cells}
 */
public record Counted(
    String method, CellDataset data, List<LabelImage> cells, List<InstanceScores> errors) {
  /** Same samples for every method, so that their intervals differ by the methods alone. */
  private static final long SEED = 1;

  /** Keeps copies of the lists. */
  public Counted {
    cells = List.copyOf(cells);
    errors = List.copyOf(errors);
  }

  /** Counts the perfect masks of a data set: what is wrong then is the method's own fault. */
  public static Counted perfectMasks(String method, CountOptions options, CellDataset data) {
    return of(method, CellMaps.ofMasks(data), options, data);
  }

  /** The same in a way of the reader's own. */
  public static Counted perfectMasks(String method, CountingMethod counting, CellDataset data) {
    return of(
        method,
        CellMaps.ofMasks(data),
        counting.counting(Target.MASK, CountOptions.defaults()),
        data);
  }

  /**
   * Counts what a network saw.
   *
   * @param maps one entry for each image of the data set
   * @throws IllegalArgumentException if their numbers differ
   */
  public static Counted of(
      String method, List<CellMaps> maps, CountOptions options, CellDataset data) {
    return of(method, maps, Counting.by(options), data);
  }

  /**
   * Counts what a network saw in any way.
   *
   * @param maps one entry for each image of the data set
   * @throws IllegalArgumentException if their numbers differ
   */
  public static Counted of(
      String method, List<CellMaps> maps, Counting counting, CellDataset data) {
    if (maps.size() != data.size()) {
      throw new IllegalArgumentException(
          maps.size() + " maps do not match " + data.size() + " images");
    }
    List<LabelImage> cells = maps.parallelStream().map(counting::cells).toList();
    List<InstanceScores> errors =
        IntStream.range(0, data.size())
            .parallel()
            .mapToObj(i -> InstanceScores.of(cells.get(i), data.cells(i)))
            .toList();
    return new Counted(method, data, cells, errors);
  }

  /** How many cells were found in each image. */
  public int[] numbers() {
    return cells.stream().mapToInt(LabelImage::count).toArray();
  }

  /** Their number against the true counts. */
  public CountScores counts() {
    return CountScores.of(numbers(), data.trueCounts());
  }

  /** The cells of all images against the true ones. */
  public InstanceScores instances() {
    return InstanceScores.sum(errors);
  }

  /** How many merges, splits, missed and extra cells each image holds. */
  public int[] mistakes() {
    return errors.stream().mapToInt(Counted::mistakes).toArray();
  }

  private static int mistakes(InstanceScores scores) {
    return scores.merges() + scores.splits() + scores.missed() + scores.extra();
  }

  /**
   * How much larger this method's mean absolute error is than another's on the same images: a 95 %
   * interval. Both are resampled together, so it is narrower than those of the two errors; where it
   * does not hold 0, the difference is more than chance.
   *
   * @throws IllegalArgumentException if the numbers of images differ
   */
  public Interval maeMinus(Counted other) {
    double[] difference = absoluteErrors();
    double[] others = other.absoluteErrors();
    if (difference.length != others.length) {
      throw new IllegalArgumentException(
          "%s counted %d images, %s %d: expected the same images"
              .formatted(method, difference.length, other.method, others.length));
    }
    Arrays.setAll(difference, i -> difference[i] - others[i]);
    return Bootstrap.mean(difference, groups(), SEED);
  }

  /** The 95 % interval of the mean absolute error. */
  public Interval maeInterval() {
    return Bootstrap.mean(absoluteErrors(), groups(), SEED);
  }

  private int[] groups() {
    return IntStream.range(0, data.size()).map(data::group).toArray();
  }

  private double[] absoluteErrors() {
    return Arrays.stream(countErrors()).map(Math::abs).toArray();
  }

  /** Found minus true count of each image. */
  private double[] countErrors() {
    int[] found = numbers();
    int[] truth = data.trueCounts();
    return IntStream.range(0, truth.length)
        .mapToDouble(i -> (double) found[i] - truth[i])
        .toArray();
  }

  /**
   * The errors of several methods, one row each. The columns called {@link SpreadColumns#low} and
   * {@link SpreadColumns#high} hold 95 % intervals.
   */
  public static Table table(List<Counted> methods) {
    Table table = Table.create("methods");
    table.addColumns(StringColumn.create("method", methods.stream().map(Counted::method).toList()));
    addMean(table, "count MAE", methods, Counted::absoluteErrors);
    addMean(table, "bias", methods, Counted::countErrors);
    addMean(
        table,
        "exact share",
        methods,
        m -> Arrays.stream(m.countErrors()).map(error -> error == 0 ? 1 : 0).toArray());
    addPer100(table, "merges per 100", methods, InstanceScores::merges);
    addPer100(table, "splits per 100", methods, InstanceScores::splits);
    addPer100(table, "missed per 100", methods, InstanceScores::missed);
    addPer100(table, "extra per 100", methods, InstanceScores::extra);
    addRatio(
        table,
        "AP at IoU 0.5",
        methods,
        m -> m.each(s -> s.matched(0.5)),
        m -> m.each(s -> s.predicted() + s.truth() - s.matched(0.5)),
        1);
    List<Double> meanAps = methods.stream().map(m -> m.instances().meanAp()).toList();
    table.addColumns(DoubleColumn.create("mean AP", meanAps));
    return table;
  }

  private static void addMean(
      Table table, String name, List<Counted> methods, Function<Counted, double[]> values) {
    addRatio(table, name, methods, values, m -> m.each(s -> 1), 0);
  }

  private static void addPer100(
      Table table, String name, List<Counted> methods, ToDoubleFunction<InstanceScores> errors) {
    addRatio(
        table,
        name,
        methods,
        m -> m.each(s -> 100 * errors.applyAsDouble(s)),
        m -> m.each(InstanceScores::truth),
        0);
  }

  private double[] each(ToDoubleFunction<InstanceScores> value) {
    return errors.stream().mapToDouble(value).toArray();
  }

  /**
   * Adds a ratio of sums over the images and its interval.
   *
   * @param ofNothing the ratio where there is nothing to divide by, and then no interval
   */
  private static void addRatio(
      Table table,
      String name,
      List<Counted> methods,
      Function<Counted, double[]> numerators,
      Function<Counted, double[]> denominators,
      double ofNothing) {
    DoubleColumn values = DoubleColumn.create(name);
    DoubleColumn low = DoubleColumn.create(SpreadColumns.low(name));
    DoubleColumn high = DoubleColumn.create(SpreadColumns.high(name));
    for (Counted method : methods) {
      double[] above = numerators.apply(method);
      double[] below = denominators.apply(method);
      double sum = Arrays.stream(below).sum();
      if (sum == 0) {
        values.append(ofNothing);
        low.appendMissing();
        high.appendMissing();
      } else {
        Interval interval = Bootstrap.ratio(above, below, method.groups(), SEED);
        values.append(Arrays.stream(above).sum() / sum);
        low.append(interval.low());
        high.append(interval.high());
      }
    }
    table.addColumns(values, low, high);
  }
}
