package org.cellcount.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.cellcount.metric.SpreadColumns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The table of an ablation: means over the seeds and, of several, their standard deviations. */
final class AblationTable {
  private final List<Ablation.Entry> entries;
  private final List<List<RunResult>> results;
  private final Table table = Table.create("ablation");

  private AblationTable(List<Ablation.Entry> entries, List<List<RunResult>> results) {
    this.entries = entries;
    this.results = results;
  }

  /**
   * The table.
   *
   * @param entries the rows
   * @param results for each of them, one result a seed
   */
  static Table of(List<Ablation.Entry> entries, List<List<RunResult>> results) {
    return new AblationTable(entries, results).fill();
  }

  private Table fill() {
    addText("factor", Ablation.Entry::factor);
    addText("setting", Ablation.Entry::setting);
    addText("model", e -> e.config().network().label());
    IntColumn base = IntColumn.create("base");
    for (Ablation.Entry entry : entries) {
      base.append(entry.config().network().widths().stream().findFirst().orElse(null));
    }
    table.addColumns(base);
    addText("augmentation", e -> e.config().augmentation().label());
    addText("loss", e -> e.config().loss().label());
    addText("target", e -> e.config().target().label());
    if (entries.stream().anyMatch(e -> !e.config().countingMethod().byOptions())) {
      addText("counting", e -> e.config().countingMethod().label());
    }
    table.addColumns(
        LongColumn.create(
            "parameters", results.stream().mapToLong(r -> r.get(0).parameters()).toArray()),
        IntColumn.create("epochs", results.stream().mapToInt(r -> r.get(0).epochs()).toArray()));
    addScore("Dice", RunResult::dice);
    addScore("IoU", RunResult::iou);
    addScore("accuracy", RunResult::accuracy);
    addScore("MAE components", RunResult::maeComponents);
    addScore("MAE published", RunResult::maePublished);
    addScore("MAE watershed", RunResult::maeWatershed);
    addScore("MAE separated", RunResult::maeSeparated);
    addScore("MAE tuned", RunResult::maeTuned);
    addScore("train seconds", result -> Math.rint(result.seconds()));
    return table;
  }

  private void addText(String name, Function<Ablation.Entry, String> value) {
    table.addColumns(StringColumn.create(name, entries.stream().map(value).toList()));
  }

  private void addScore(String name, ToDoubleFunction<RunResult> value) {
    double[] means =
        results.stream()
            .mapToDouble(r -> r.stream().mapToDouble(value).average().orElseThrow())
            .toArray();
    table.addColumns(DoubleColumn.create(name, rounded(means)));
    if (results.stream().anyMatch(seeds -> seeds.size() > 1)) {
      double[] deviations =
          results.stream()
              .mapToDouble(r -> deviation(r.stream().mapToDouble(value).toArray()))
              .toArray();
      table.addColumns(DoubleColumn.create(SpreadColumns.deviation(name), rounded(deviations)));
    }
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private static double[] rounded(double[] values) {
    return Arrays.stream(values).map(v -> Math.round(v * 1e4) / 1e4).toArray();
  }
}
