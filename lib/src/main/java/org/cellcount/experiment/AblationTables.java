package org.cellcount.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.cellcount.base.Require;
import org.cellcount.metric.CrossedMean;
import org.cellcount.metric.SpreadColumns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of the results of an ablation; {@link SpreadColumns} hold the intervals. */
final class AblationTables {
  /** The columns that hold the three factors of the design. */
  private static final List<String> LEVELS = List.of("base", "augmentation", "loss");

  private static final List<String> FACTORS = List.of("width", "augmentation", "loss");

  /** Single factors, pairs, all three; the first factor is bit 0. */
  private static final int[] EFFECTS = {1, 2, 4, 3, 5, 6, 7};

  private AblationTables() {}

  static Table rows(AblationResults results) {
    Table runs = results.runs();
    Table table = runs.emptyCopy().setName("ablation");
    IntColumn seeds = IntColumn.create("seeds");
    DoubleColumn seconds = DoubleColumn.create("train seconds");
    for (RowName row : results.rows()) {
      Table lines = lines(runs, row);
      table.append(lines.row(0));
      seeds.append(lines.rowCount());
      seconds.append(Math.rint(lines.doubleColumn("train seconds").mean()));
    }
    table.removeColumns("run", "seed", "train seconds");
    if (table.stringColumn("counting").unique().size() < 2) {
      table.removeColumns("counting");
    }
    table.addColumns(seeds);
    addMeans(table, results.rows(), AblationResults.SCORES, results::mean);
    return table.addColumns(seconds);
  }

  private static Table lines(Table runs, RowName row) {
    return runs.where(
        runs.stringColumn("factor")
            .isEqualTo(row.factor())
            .and(runs.stringColumn("setting").isEqualTo(row.setting())));
  }

  static Table differences(
      AblationResults results, String factor, RowName from, List<String> scores) {
    List<RowName> rows = rows(results, factor);
    Table table =
        Table.create(
            "difference from " + from,
            StringColumn.create("factor", rows.stream().map(RowName::factor).toList()),
            StringColumn.create("setting", rows.stream().map(RowName::setting).toList()));
    addMeans(table, rows, scores, (row, score) -> results.difference(row, from, score));
    return table;
  }

  private static List<RowName> rows(AblationResults results, String factor) {
    List<RowName> rows = results.rows().stream().filter(r -> r.factor().equals(factor)).toList();
    Require.that(!rows.isEmpty(), "factor", "'" + factor + "'", "one with finished rows");
    return rows;
  }

  static Table effects(AblationResults results, List<String> scores) {
    Map<String, Map<RowName, Double>> effects = contrasts(results);
    Table table =
        Table.create(
            "effects in the design", StringColumn.create("effect", List.copyOf(effects.keySet())));
    addMeans(
        table,
        effects.keySet(),
        scores,
        (effect, score) -> effect(results, effects.get(effect), score));
    return table;
  }

  /** The effects by name: of width, augmentation and loss, then the interactions. */
  static Map<String, CrossedMean> effects(AblationResults results, String score) {
    Map<String, CrossedMean> effects = new LinkedHashMap<>();
    contrasts(results)
        .forEach((effect, weights) -> effects.put(effect, effect(results, weights, score)));
    return effects;
  }

  private static CrossedMean effect(
      AblationResults results, Map<RowName, Double> rows, String score) {
    Map<AblationResults.Term, Double> weights = new HashMap<>();
    rows.forEach((row, weight) -> weights.put(new AblationResults.Term(row, score), weight));
    return results.mean(weights);
  }

  /** The weights of the eight rows in each effect: + 1/4 or - 1/4, the product of their levels. */
  private static Map<String, Map<RowName, Double>> contrasts(AblationResults results) {
    List<RowName> rows = rows(results, Ablation.DESIGN);
    Require.that(rows.size() == 8, "rows of the design", rows.size(), "all 8 finished");
    Table runs = results.runs();
    Map<RowName, List<Object>> levels = new HashMap<>();
    for (RowName row : rows) {
      Row line = lines(runs, row).row(0);
      levels.put(row, LEVELS.stream().map(line::getObject).toList());
    }
    List<Object> first = levels.get(rows.get(0));
    Map<String, Map<RowName, Double>> contrasts = new LinkedHashMap<>();
    for (int effect : EFFECTS) {
      List<String> names = new ArrayList<>();
      Map<RowName, Double> weights = new HashMap<>();
      rows.forEach(row -> weights.put(row, 0.25));
      for (int f = 0; f < FACTORS.size(); f++) {
        if ((effect >> f & 1) == 1) {
          names.add(FACTORS.get(f));
          for (RowName row : rows) {
            boolean low = levels.get(row).get(f).equals(first.get(f));
            weights.computeIfPresent(row, (r, weight) -> low ? -weight : weight);
          }
        }
      }
      contrasts.put(String.join(" x ", names), weights);
    }
    return contrasts;
  }

  private static <T> void addMeans(
      Table table,
      Collection<T> rows,
      List<String> scores,
      BiFunction<T, String, CrossedMean> reached) {
    for (String score : scores) {
      DoubleColumn mean = DoubleColumn.create(score);
      DoubleColumn low = DoubleColumn.create(SpreadColumns.low(score));
      DoubleColumn high = DoubleColumn.create(SpreadColumns.high(score));
      for (T row : rows) {
        CrossedMean value = reached.apply(row, score);
        mean.append(rounded(value.mean()));
        low.append(rounded(value.interval().low()));
        high.append(rounded(value.interval().high()));
      }
      table.addColumns(mean, low, high);
    }
  }

  /** To four decimals. */
  static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
