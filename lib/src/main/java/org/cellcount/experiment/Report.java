package org.cellcount.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.CountResult;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.CountScores;
import org.cellcount.metric.InstanceScores;
import org.cellcount.metric.PixelScores;
import org.cellcount.predict.TrainedModel;
import org.cellcount.train.CellMaps;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A trained model scored on labelled images.
 *
 * @param data what it was scored on
 * @param pixels foreground at threshold 0.5, mean over the images
 * @param components counts with connected components of at least 10 pixels
 * @param counts counts with the model's own options
 * @param instances cells found against true cells, where labels are known
 */
public record Report(
    CellDataset data,
    PixelScores pixels,
    CountScores components,
    CountScores counts,
    Optional<InstanceScores> instances) {

  /**
   * What perfect foreground masks would score: the most that counting can make of any network that
   * knows the foreground alone.
   *
   * @param options how the masks are counted
   */
  public static Report ofPerfectMasks(CellDataset data, CountOptions options) {
    return of(CellMaps.ofMasks(data), options, data);
  }

  /** Predicts and scores every image. */
  public static Report of(TrainedModel model, CellDataset data) {
    return of(model.predictAll(data.images()), model.countOptions(), data);
  }

  /** Scores maps that were predicted before. */
  public static Report of(List<CellMaps> maps, CountOptions options, CellDataset data) {
    int[] truth = data.trueCounts();
    CellCounter counter = new CellCounter(options);
    List<LabelImage> found =
        maps.parallelStream().map(m -> m.cells(counter)).map(CountResult::labels).toList();
    PixelScores pixels =
        PixelScores.mean(
            IntStream.range(0, data.size())
                .parallel()
                .mapToObj(i -> PixelScores.of(maps.get(i).foreground(), data.mask(i)))
                .toList());
    Optional<InstanceScores> instances =
        data.hasLabels()
            ? Optional.of(
                InstanceScores.of(
                    found,
                    IntStream.range(0, data.size())
                        .mapToObj(i -> data.labels(i).orElseThrow())
                        .toList()))
            : Optional.empty();
    return new Report(
        data,
        pixels,
        CountTuner.score(
            maps, truth, CountOptions.defaults().withSeparation(Separation.COMPONENTS)),
        CountScores.of(found.stream().mapToInt(LabelImage::max).toArray(), truth),
        instances);
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
    row(table, "count MAE with components (cells)", "%.3f", components.mae());
    row(table, "count MAE with the run's own options (cells)", "%.3f", counts.mae());
    row(table, "count bias with them (cells)", "%+.3f", counts.bias());
    row(table, "images counted exactly", "%.1f %%", 100 * counts.exactShare());
    instances.ifPresent(
        cells -> {
          row(table, "merges per 100 true cells", "%.2f", cells.mergesPer100());
          row(table, "splits per 100 true cells", "%.2f", cells.splitsPer100());
          row(table, "missed cells", "%d of %d", cells.missed(), cells.truth());
          row(table, "extra cells", "%d of %d", cells.extra(), cells.predicted());
          row(table, "average precision at IoU 0.5", "%.3f", cells.ap(0.5));
          row(table, "average precision, mean of IoU 0.5 to 0.9", "%.3f", cells.meanAp());
        });
    row(table, "true counts from", "%s", data.countSource().label());
    return table;
  }

  private static void row(Table table, String measure, String format, Object... values) {
    table.stringColumn(0).append(measure);
    table.stringColumn(1).append(String.format(Locale.ROOT, format, values));
  }

  /**
   * The report in words.
   *
   * @param what the images, as in "on 400 ..."
   */
  public String toText(String what) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "on %d %s:%n", data.size(), what));
    text.append(
        String.format(
            Locale.ROOT,
            "  pixels: Dice %.4f, IoU %.4f, accuracy %.4f%n",
            pixels.dice(),
            pixels.iou(),
            pixels.accuracy()));
    text.append(line("components", components));
    text.append(line("own options", counts));
    text.append("  true counts from " + data.countSource().label());
    return text.toString();
  }

  private static String line(String name, CountScores scores) {
    return String.format(
        Locale.ROOT,
        "  counts, %s: MAE %.3f, bias %+.3f, exact %.1f %%%n",
        name,
        scores.mae(),
        scores.bias(),
        100 * scores.exactShare());
  }
}
