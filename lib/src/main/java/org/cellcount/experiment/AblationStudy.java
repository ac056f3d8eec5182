package org.cellcount.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellcount.base.AtomicFiles;
import org.cellcount.base.Json;
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.metric.PixelScores;
import org.cellcount.model.Network;
import org.cellcount.model.UNet;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;
import org.cellcount.target.ModelFolder;
import org.cellcount.train.History;
import org.cellcount.train.PseudoLabels;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.TrainingProgress;
import org.cellcount.train.TrainingRun;
import tech.tablesaw.api.Table;

/**
 * Trains the runs of an ablation and tells them in one table. Every run has a folder; one that is
 * finished is never repeated, one that was interrupted is continued, and rows that share a
 * configuration share a run.
 */
public final class AblationStudy {
  private static final String RESULT = "result.json";
  private static final CountOptions COMPONENTS =
      CountOptions.defaults().withSeparation(Separation.COMPONENTS);

  private final List<Ablation.Entry> entries;
  private final long[] seeds;
  private final Holdout data;
  private final Path folder;
  private final Split labelled;
  private final Map<RunConfig, RunFolder> folders = new HashMap<>();
  private final Set<RunConfig> checked = new HashSet<>();

  /**
   * A study in a folder, new or to be continued.
   *
   * @param entries the rows
   * @param seeds every row is trained once with each
   * @param data what to train, choose and report on
   * @param folder holds one folder for each run
   * @throws IllegalArgumentException if there is no row or no seed, or two things have one name
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
    this.labelled = PseudoLabels.addTo(data.learning());
    checkNames("network", RunConfig::network, AblationStudy::sameNetwork);
    checkNames("target", RunConfig::target, Object::equals);
    checkNames("loss", RunConfig::loss, Object::equals);
    checkNames("augmentation", RunConfig::augmentation, Object::equals);
    checkNames("way of counting", RunConfig::countingMethod, Object::equals);
  }

  /** Fails if two rows mean different things by one name. */
  private <T extends Named> void checkNames(
      String kind, Function<RunConfig, T> part, BiPredicate<T, T> same) {
    Map<String, T> known = new HashMap<>();
    for (Ablation.Entry entry : entries) {
      T thing = part.apply(entry.config());
      T first = known.putIfAbsent(Names.key(thing.label()), thing);
      if (first != null && !same.test(first, thing)) {
        throw new IllegalArgumentException(
            "two different things are called " + kind + " '" + thing.label() + "', expected one");
      }
    }
  }

  /** Whether two networks of one name differ in nothing but width. */
  private static boolean sameNetwork(Network a, Network b) {
    if (a instanceof UNet one && b instanceof UNet other) {
      return one.block().equals(other.block()) && one.gate().equals(other.gate());
    }
    return a.equals(b);
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

  /** Each run's folder is looked up once: its name holds a checksum of all images. */
  private RunFolder folder(RunConfig config) {
    return folders.computeIfAbsent(config, c -> RunFolder.in(folder, c, known(c)));
  }

  /** What a run learns from, with labels guessed where it needs some and none are there. */
  private Split known(RunConfig config) {
    return config.target().needsLabels() ? labelled : data.learning();
  }

  private boolean train(RunConfig config, Consumer<TrainingProgress> listener) throws IOException {
    Path path = folder(config).path();
    History history = new TrainingRun(config, known(config), path).run(listener);
    if (!history.finished()) {
      return false;
    }
    RunResult result = score(config, path, history);
    Json.write(path.resolve(RESULT), result);
    checked.add(config);
    return true;
  }

  private RunResult score(RunConfig config, Path run, History history) throws IOException {
    CountOptions options = config.target().countOptions();
    CountOptions tuned = options;
    List<CellMaps> maps;
    long parameters;
    try (TrainedModel model =
        TrainedModel.load(run, config.network(), config.target(), config.countingMethod())) {
      if (config.countingMethod().byOptions()) {
        CellDataset validation = data.learning().validation();
        tuned =
            CountTuner.tune(model.predictAll(validation.images()), validation, config.target())
                .options();
        new ModelFolder(run).write(tuned);
      }
      maps = model.predictAll(data.test().images());
      parameters = model.parameterCount();
    }
    int[] truth = data.test().trueCounts();
    PixelScores pixels =
        PixelScores.mean(
            IntStream.range(0, maps.size())
                .mapToObj(i -> PixelScores.of(maps.get(i).foreground(), data.test().mask(i)))
                .toList());
    return new RunResult(
        parameters,
        history.epochs().size(),
        config.schedule().kept(history).epoch(),
        pixels.dice(),
        pixels.iou(),
        pixels.accuracy(),
        mae(maps, truth, Counting.by(COMPONENTS)),
        mae(maps, truth, Counting.by(CountOptions.published())),
        mae(maps, truth, Counting.by(CountOptions.publishedWatershed())),
        mae(maps, truth, config.countingMethod().counting(config.target(), options)),
        mae(maps, truth, config.countingMethod().counting(config.target(), tuned)),
        history.seconds());
  }

  private static double mae(List<CellMaps> maps, int[] truth, Counting counting) {
    return CountTuner.score(maps, truth, counting).mae();
  }

  /** The result of a finished run, after making sure that it is of this very configuration. */
  private Optional<RunResult> result(RunConfig config) throws IOException {
    RunFolder run = folder(config);
    Path file = run.path().resolve(RESULT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!checked.contains(config)) {
      run.checkClaim(config, known(config));
      checked.add(config);
    }
    return Optional.of(Json.read(file, RunResult.class));
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
    return AblationTable.of(done, results);
  }
}
