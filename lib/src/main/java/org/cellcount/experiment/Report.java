package org.cellcount.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.count.CountOptions;
import org.cellcount.data.CellDataset;
import org.cellcount.metric.CountScores;
import org.cellcount.metric.InstanceScores;
import org.cellcount.metric.PixelScores;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A trained model scored on images with true counts.
 *
 * @param data what it was scored on
 * @param pixels foreground at threshold 0.5, mean over the images
 * @param byComponents cells by connected components of at least 10 pixels
 * @param byOwnWay cells by the model's own way of counting
 */
public record Report(CellDataset data, PixelScores pixels, Counted byComponents, Counted byOwnWay) {
  private static final CountOptions COMPONENTS = CountOptions.script();

  /**
   * What perfect foreground masks would score: the most that counting can make of any network that
   * knows the foreground alone.
   *
   * @param options how the masks are counted
   */
  public static Report ofPerfectMasks(CellDataset data, CountOptions options) {
    return of(CellMaps.ofMasks(data), Counting.by(options), data);
  }

  /** Predicts and scores every image. */
  public static Report of(TrainedModel model, CellDataset data) {
    return of(model.predictAll(data.images()), model.counting(), data);
  }

  /** Scores maps that were predicted before. */
  public static Report of(List<CellMaps> maps, Counting counting, CellDataset data) {
    PixelScores pixels =
        PixelScores.mean(
            IntStream.range(0, data.size())
                .parallel()
                .mapToObj(i -> PixelScores.of(maps.get(i).foreground(), data.mask(i)))
                .toList());
    return new Report(
        data,
        pixels,
        Counted.of("components", maps, COMPONENTS, data),
        Counted.of("own way", maps, counting, data));
  }

  /** Counts with components. */
  public CountScores components() {
    return byComponents.counts();
  }

  /** Counts with the model's own options. */
  public CountScores counts() {
    return byOwnWay.counts();
  }

  /** The report as a table of two columns, what was measured and its value. */
  public Table table() {
    Table table =
        Table.create(data.name(), StringColumn.create("measure"), StringColumn.create("value"));
    row(table, "images", "%d", data.size());
    row(table, "pixels: Dice", "%.4f", pixels.dice());
    row(table, "pixels: intersection over union", "%.4f", pixels.iou());
    row(table, "pixels: accuracy", "%.4f", pixels.accuracy());
    row(table, "pixels: precision", "%.4f", pixels.precision());
    row(table, "pixels: recall", "%.4f", pixels.recall());
    row(table, "count MAE with components (cells)", "%.3f", components().mae());
    row(table, "count MAE with the run's own options (cells)", "%.3f", counts().mae());
    row(table, "count bias with them (cells)", "%+.3f", counts().bias());
    row(table, "images counted exactly", "%.1f %%", 100 * counts().exactShare());
    List<CellMaps> masks = CellMaps.ofMasks(data);
    row(
        table,
        "perfect masks: count MAE with components (cells)",
        "%.3f",
        CountTuner.score(masks, data.trueCounts(), COMPONENTS).mae());
    row(
        table,
        "perfect masks: count MAE, touching cells separated",
        "%.3f",
        CountTuner.score(masks, data.trueCounts(), CountOptions.defaults()).mae());
    if (data.hasLabels()) {
      InstanceScores cells = byOwnWay.instances();
      double naive = byComponents.instances().mergesPer100();
      row(table, "merges per 100 true cells with components", "%.2f", naive);
      row(table, "merges per 100 true cells", "%.2f", cells.mergesPer100());
      row(table, "splits per 100 true cells", "%.2f", cells.splitsPer100());
      row(table, "missed cells", "%d of %d", cells.missed(), cells.truth());
      row(table, "extra cells", "%d of %d", cells.extra(), cells.predicted());
      row(table, "average precision at IoU 0.5", "%.3f", cells.ap(0.5));
      row(table, "average precision, mean of IoU 0.5 to 0.9", "%.3f", cells.meanAp());
    }
    row(table, "true counts from", "%s", data.countSource().label());
    return table;
  }

  private static void row(Table table, String measure, String format, Object... values) {
    table.stringColumn(0).append(measure);
    table.stringColumn(1).append(String.format(Locale.ROOT, format, values));
  }

  /** The rows of the table as lines. */
  public String toText() {
    Table table = table();
    StringColumn measures = table.stringColumn(0);
    int width = measures.asList().stream().mapToInt(String::length).max().orElse(0);
    return IntStream.range(0, table.rowCount())
        .mapToObj(i -> "  " + padded(measures.get(i), width) + "  " + table.getString(i, 1))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
