package org.cellcount.experiment;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellcount.base.AtomicFiles;
import org.cellcount.data.CellDataset;
import org.cellcount.train.RunConfig;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The two tables of {@link AblationResults}: how they are filled, written and read. */
final class AblationFiles {
  static final List<String> RUNS =
      List.of(
          "run",
          "factor",
          "setting",
          "seed",
          "model",
          "base",
          "augmentation",
          "loss",
          "target",
          "counting",
          "training images",
          "parameters",
          "epochs",
          "train seconds");
  static final List<String> SCORES =
      Stream.concat(Stream.of("run", "microscope image", "crops"), AblationResults.SCORES.stream())
          .toList();

  private static final Set<String> WHOLE =
      Set.of("run", "base", "training images", "epochs", "microscope image", "crops");
  private static final Set<String> LONG = Set.of("seed", "parameters");
  private static final Set<String> DECIMAL =
      Stream.concat(Stream.of("train seconds"), AblationResults.SCORES.stream())
          .collect(Collectors.toSet());

  private final int trainingImages;
  private final CellDataset test;
  private final Map<Integer, List<Integer>> groups = new TreeMap<>();
  private final Map<RunConfig, Integer> numbers = new HashMap<>();
  private final Table runs = empty("runs", RUNS);
  private final Table scores = empty("scores", SCORES);

  /** Empty tables of runs on these images. */
  AblationFiles(Holdout data) {
    this.trainingImages = data.learning().training().size();
    this.test = data.test();
    for (int i = 0; i < test.size(); i++) {
      groups.computeIfAbsent(test.group(i), group -> new ArrayList<>()).add(i);
    }
  }

  private static ColumnType type(String column) {
    if (DECIMAL.contains(column)) {
      return ColumnType.DOUBLE;
    }
    if (WHOLE.contains(column)) {
      return ColumnType.INTEGER;
    }
    return LONG.contains(column) ? ColumnType.LONG : ColumnType.STRING;
  }

  private static Table empty(String name, List<String> columns) {
    Table table = Table.create(name);
    columns.forEach(column -> table.addColumns(type(column).create(column)));
    return table;
  }

  void add(Ablation.Entry entry, RunConfig config, RunResult result) {
    boolean known = numbers.containsKey(config);
    int number = numbers.computeIfAbsent(config, c -> numbers.size() + 1);
    Row row = runs.appendRow();
    row.setInt("run", number);
    row.setString("factor", entry.factor());
    row.setString("setting", entry.setting());
    row.setLong("seed", config.seed());
    row.setString("model", config.network().label());
    if (config.baseChannels() > 0) {
      row.setInt("base", config.baseChannels());
    }
    row.setString("augmentation", config.augmentation().label());
    row.setString("loss", config.loss().label());
    row.setString("target", config.target().label());
    row.setString("counting", config.countingMethod().label());
    row.setInt("training images", trainingImages);
    row.setLong("parameters", result.parameters());
    row.setInt("epochs", result.epochs());
    row.setDouble("train seconds", Math.rint(result.seconds()));
    if (!known) {
      groups.forEach((group, images) -> addScores(number, group, images, result));
    }
  }

  private void addScores(int run, int group, List<Integer> images, RunResult result) {
    Row row = scores.appendRow();
    row.setInt("run", run);
    row.setInt("microscope image", group);
    row.setInt("crops", images.size());
    result
        .pixels()
        .forEach(
            (name, values) -> {
              double sum = images.stream().mapToDouble(values::get).sum();
              row.setDouble(name, AblationTables.rounded(sum));
            });
    result
        .counts()
        .forEach(
            (way, counts) ->
                row.setDouble(
                    AblationResults.mae(way),
                    images.stream()
                        .mapToDouble(i -> Math.abs((double) counts.get(i) - test.trueCount(i)))
                        .sum()));
  }

  AblationResults results() {
    return new AblationResults(runs, scores);
  }

  static void write(Path csv, Table table) throws IOException {
    String text = table.write().toString("csv").replace(System.lineSeparator(), "\n");
    AtomicFiles.write(csv, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a table of these columns.
   *
   * @throws IOException if the file is missing or holds something else, naming it
   */
  static Table read(Path csv, List<String> columns) throws IOException {
    if (!Files.isRegularFile(csv)) {
      throw new IOException(csv + " is missing");
    }
    String text = Files.readString(csv);
    List<String> header = List.of(text.lines().findFirst().orElse("").split(",", -1));
    if (!header.equals(columns)) {
      throw new IOException(csv + " has the columns " + header + ", expected " + columns);
    }
    try {
      return Table.read()
          .usingOptions(
              CsvReadOptions.builder(new StringReader(text))
                  .columnTypes(AblationFiles::type)
                  .missingValueIndicator(""));
    } catch (RuntimeException e) {
      throw new IOException(csv + " is no table of an ablation: " + e.getMessage(), e);
    }
  }
}
