package org.cellcount.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.data.CellDataset;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.CellErrors;
import org.cellcount.metric.CountScores;
import org.cellcount.metric.InstanceScores;
import org.cellcount.train.CellMaps;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The cells that one method found in every image of a data set, and how right they are.
 *
 * @param method what to call it in tables and figures
 * @param cells the cells found, one label image for each image
 * @param counts their number against the true counts
 * @param instances the cells against the true cells, see {@link CellDataset#cells}
 */
public record Counted(
    String method, List<LabelImage> cells, CountScores counts, InstanceScores instances) {

  /** Counts the perfect masks of a data set: what is wrong then is the method's own fault. */
  public static Counted perfectMasks(String method, CountOptions options, CellDataset data) {
    List<CellMaps> masks =
        IntStream.range(0, data.size())
            .mapToObj(i -> new CellMaps(data.mask(i), Optional.empty()))
            .toList();
    return of(method, masks, options, data);
  }

  /**
   * Counts what a network saw.
   *
   * @param maps one entry for each image of the data set
   * @throws IllegalArgumentException if their numbers differ
   */
  public static Counted of(
      String method, List<CellMaps> maps, CountOptions options, CellDataset data) {
    if (maps.size() != data.size()) {
      throw new IllegalArgumentException(
          maps.size() + " maps do not match " + data.size() + " images");
    }
    CellCounter counter = new CellCounter(options);
    List<LabelImage> cells =
        maps.parallelStream().map(map -> map.cells(counter)).map(CountResult::labels).toList();
    List<LabelImage> truth = IntStream.range(0, data.size()).mapToObj(data::cells).toList();
    return new Counted(
        method,
        cells,
        CountScores.of(numbers(cells), data.trueCounts()),
        InstanceScores.of(cells, truth));
  }

  /** How many cells were found in each image. */
  public int[] numbers() {
    return numbers(cells);
  }

  private static int[] numbers(List<LabelImage> cells) {
    return cells.stream().mapToInt(LabelImage::count).toArray();
  }

  /** How many images hold a merge, a split, a missed or an extra cell. */
  public int imagesWithErrors(CellDataset data) {
    return (int)
        IntStream.range(0, data.size())
            .filter(i -> CellErrors.of(cells.get(i), data.cells(i)).any())
            .count();
  }

  /** The errors of several methods, one row each. */
  public static Table table(List<Counted> methods) {
    Table table = Table.create("methods");
    StringColumn names = StringColumn.create("method");
    methods.forEach(method -> names.append(method.method()));
    table.addColumns(names);
    add(table, "count MAE", methods, m -> m.counts().mae());
    add(table, "bias", methods, m -> m.counts().bias());
    add(table, "exact share", methods, m -> m.counts().exactShare());
    add(table, "merges per 100", methods, m -> m.instances().mergesPer100());
    add(table, "splits per 100", methods, m -> m.instances().splitsPer100());
    add(table, "missed per 100", methods, m -> per100(m, m.instances().missed()));
    add(table, "extra per 100", methods, m -> per100(m, m.instances().extra()));
    add(table, "AP at IoU 0.5", methods, m -> m.instances().ap(0.5));
    add(table, "mean AP", methods, m -> m.instances().meanAp());
    return table;
  }

  private static double per100(Counted method, int errors) {
    int truth = method.instances().truth();
    return truth == 0 ? 0 : 100.0 * errors / truth;
  }

  private static void add(
      Table table, String name, List<Counted> methods, ToDoubleFunction<Counted> value) {
    DoubleColumn column = DoubleColumn.create(name);
    methods.forEach(m -> column.append(value.applyAsDouble(m)));
    table.addColumns(column);
  }
}
