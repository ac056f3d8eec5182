package org.cellcount.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cellcount.base.AtomicFiles;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.metric.PixelScores;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.CellMaps;
import org.cellcount.train.History;
import org.cellcount.train.PseudoLabels;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.TrainingProgress;
import org.cellcount.train.TrainingRun;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Trains the runs of an ablation and tells them in one table. Every run has a folder; one that is
 * finished is never repeated, one that was interrupted is continued, and rows that share a
 * configuration share a run.
 */
public final class AblationStudy {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final List<Ablation.Entry> entries;
  private final long[] seeds;
  private final Holdout data;
  private final Path folder;

  /**
   * A study in a folder, new or to be continued.
   *
   * @param entries the rows
   * @param seeds every row is trained once with each
   * @param data what to train, choose and report on
   * @param folder holds one folder for each run
   * @throws IllegalArgumentException if there is no row or no seed
   */
  public AblationStudy(List<Ablation.Entry> entries, long[] seeds, Holdout data, Path folder) {
    if (entries.isEmpty() || seeds.length == 0) {
      throw new IllegalArgumentException(
          "an ablation of "
              + entries.size()
              + " rows and "
              + seeds.length
              + " seeds, expected at least one of each");
    }
    this.entries = List.copyOf(entries);
    this.seeds = seeds.clone();
    this.data = data;
    this.folder = folder;
  }

  /**
   * Where a study stands.
   *
   * @param run the run under way, from 1
   * @param runs all runs of the study
   * @param config the run under way
   * @param training where that run stands
   */
  public record Progress(int run, int runs, RunConfig config, TrainingProgress training) {
    /** The share of the whole study that is done, 0..1, all runs counted alike. */
    public double share() {
      return (run - 1 + training.share()) / runs;
    }

    /** Which run is under way, in words. */
    public String toText() {
      return String.format("run %d of %d: %s, seed %d", run, runs, config.label(), config.seed());
    }
  }

  /**
   * Trains what is not trained yet and writes the table after every run.
   *
   * @param csv where the table goes
   * @param listener told after every batch
   * @return the table; rows without a finished run are left out if the thread was interrupted
   * @throws IOException if a file cannot be read or written, naming it
   */
  public Table run(Path csv, Consumer<Progress> listener) throws IOException {
    Set<RunConfig> configs = new LinkedHashSet<>();
    for (Ablation.Entry entry : entries) {
      for (long seed : seeds) {
        configs.add(entry.config().withSeed(seed));
      }
    }
    int number = 0;
    for (RunConfig config : configs) {
      number++;
      int run = number;
      if (result(config).isEmpty()
          && !train(
              config,
              progress -> listener.accept(new Progress(run, configs.size(), config, progress)))) {
        break;
      }
      String text = table().write().toString("csv");
      AtomicFiles.write(csv, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
    return table();
  }

  /** The folder of a row's run with the study's first seed. */
  public Path runFolder(Ablation.Entry entry) {
    return folder(entry.config().withSeed(seeds[0])).path();
  }

  private RunFolder folder(RunConfig config) {
    return RunFolder.in(folder, config, data.learning());
  }

  private boolean train(RunConfig config, Consumer<TrainingProgress> listener) throws IOException {
    Path path = folder(config).path();
    Holdout known =
        config.target().needsLabels()
            ? new Holdout(PseudoLabels.addTo(data.learning()), data.test())
            : data;
    History history = new TrainingRun(config, known.learning(), path).run(listener);
    if (!history.finished()) {
      return false;
    }
    RunResult result = score(new RunFolder(path), history);
    byte[] json = GSON.toJson(result).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(path.resolve("result.json"), out -> out.write(json));
    return true;
  }

  private RunResult score(RunFolder run, History history) throws IOException {
    CountOptions options = run.config().target().countOptions();
    CountOptions tuned;
    List<CellMaps> maps;
    long parameters;
    try (TrainedModel model = TrainedModel.load(run.path())) {
      CellDataset validation = data.learning().validation();
      tuned = CountTuner.tune(model.predictAll(validation.images()), validation, options).options();
      maps = model.predictAll(data.test().images());
      parameters = model.parameterCount();
    }
    run.write(tuned);
    int[] truth = data.test().trueCounts();
    PixelScores pixels =
        PixelScores.mean(
            IntStream.range(0, maps.size())
                .mapToObj(i -> PixelScores.of(maps.get(i).foreground(), data.test().mask(i)))
                .toList());
    return new RunResult(
        parameters,
        history.epochs().size(),
        history.best().epoch(),
        pixels.dice(),
        pixels.iou(),
        pixels.accuracy(),
        mae(maps, truth, CountOptions.defaults().withSeparation(Separation.COMPONENTS)),
        mae(maps, truth, CountOptions.published()),
        mae(maps, truth, CountOptions.publishedWatershed()),
        mae(maps, truth, options),
        mae(maps, truth, tuned),
        history.seconds());
  }

  private static double mae(List<CellMaps> maps, int[] truth, CountOptions options) {
    return CountTuner.score(maps, truth, options).mae();
  }

  private Optional<RunResult> result(RunConfig config) throws IOException {
    Path file = folder(config).path().resolve("result.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(GSON.fromJson(Files.readString(file), RunResult.class));
    } catch (JsonParseException e) {
      throw new IOException(file + " is no result of a run: " + e.getMessage(), e);
    }
  }

  /**
   * The rows whose runs are finished for every seed: means over the seeds, and their standard
   * deviations where there is more than one seed.
   *
   * @throws IOException if a result cannot be read
   */
  public Table table() throws IOException {
    List<Ablation.Entry> done = new ArrayList<>();
    List<List<RunResult>> results = new ArrayList<>();
    for (Ablation.Entry entry : entries) {
      List<RunResult> found = new ArrayList<>();
      for (long seed : seeds) {
        result(entry.config().withSeed(seed)).ifPresent(found::add);
      }
      if (found.size() == seeds.length) {
        done.add(entry);
        results.add(found);
      }
    }
    Table table = Table.create("ablation");
    table.addColumns(
        text("factor", done, Ablation.Entry::factor),
        text("setting", done, Ablation.Entry::setting),
        text("model", done, e -> e.config().architecture().label()),
        IntColumn.create("base", done.stream().mapToInt(e -> e.config().baseChannels()).toArray()),
        text("augmentation", done, e -> e.config().augmentation().label()),
        text("loss", done, e -> e.config().loss().label()),
        text("target", done, e -> e.config().target().label()),
        LongColumn.create(
            "parameters", results.stream().mapToLong(r -> r.get(0).parameters()).toArray()),
        IntColumn.create("epochs", results.stream().mapToInt(r -> r.get(0).epochs()).toArray()));
    addScore(table, "Dice", results, RunResult::dice);
    addScore(table, "IoU", results, RunResult::iou);
    addScore(table, "accuracy", results, RunResult::accuracy);
    addScore(table, "MAE components", results, RunResult::maeComponents);
    addScore(table, "MAE published", results, RunResult::maePublished);
    addScore(table, "MAE watershed", results, RunResult::maeWatershed);
    addScore(table, "MAE separated", results, RunResult::maeSeparated);
    addScore(table, "MAE tuned", results, RunResult::maeTuned);
    addScore(table, "train seconds", results, result -> Math.rint(result.seconds()));
    return table;
  }

  private static StringColumn text(
      String name, List<Ablation.Entry> entries, Function<Ablation.Entry, String> value) {
    return StringColumn.create(name, entries.stream().map(value).toList());
  }

  private void addScore(
      Table table, String name, List<List<RunResult>> results, ToDoubleFunction<RunResult> value) {
    double[] means =
        results.stream()
            .mapToDouble(r -> r.stream().mapToDouble(value).average().orElseThrow())
            .toArray();
    table.addColumns(DoubleColumn.create(name, rounded(means)));
    if (seeds.length > 1) {
      double[] deviations =
          results.stream()
              .mapToDouble(r -> deviation(r.stream().mapToDouble(value).toArray()))
              .toArray();
      table.addColumns(DoubleColumn.create(name + " sd", rounded(deviations)));
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
