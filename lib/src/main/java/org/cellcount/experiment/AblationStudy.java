package org.cellcount.experiment;

import java.io.IOException;
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
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.base.Require;
import org.cellcount.data.Split;
import org.cellcount.model.Network;
import org.cellcount.model.UNet;
import org.cellcount.plate.Cluster;
import org.cellcount.train.PseudoLabels;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.TrainingProgress;
import tech.tablesaw.api.Table;

/**
 * Trains the runs of an ablation and tells them in one table. Every run has a folder; one that is
 * finished is never repeated, one that was interrupted is continued, and rows that share a
 * configuration share a run.
 */
public final class AblationStudy {
  private final List<Ablation.Entry> entries;
  private final long[] seeds;
  private final Holdout data;
  private final Path folder;
  private final Split labelled;
  private final Map<RunConfig, AblationRun> runs = new HashMap<>();

  /**
   * A study in a folder, new or to be continued.
   *
   * @param entries the rows
   * @param seeds every row is trained once with each
   * @param data what to train, choose and report on
   * @param folder holds one folder for each run
   * @throws IllegalArgumentException if there is no row or no seed, two rows or things have one
   *     name, or all test images are of one microscope image, which tells nothing about others
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
    long sources =
        IntStream.range(0, data.test().size()).map(data.test()::group).distinct().count();
    Require.atLeast("microscope images to test on", (int) sources, 2);
    this.entries = List.copyOf(entries);
    this.seeds = seeds.clone();
    this.data = data;
    this.folder = folder;
    this.labelled = PseudoLabels.addTo(data.learning());
    Set<RowName> names = new HashSet<>();
    for (Ablation.Entry entry : entries) {
      Require.that(
          names.add(entry.name()), "row", "'" + entry.name() + "'", "only one of that name");
    }
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

  /** Keeps what is finished, after every run. */
  @FunctionalInterface
  public interface Keeper {
    /** Takes what the runs reached so far. */
    void keep(AblationResults results) throws IOException;
  }

  /**
   * Trains what is not trained yet, every row with one seed before any with the next.
   *
   * @param listener told after every batch
   * @param keeper given the results after every run
   * @return what the runs reached; fewer if the thread was interrupted
   * @throws IOException if a file cannot be read or written, naming it
   */
  public AblationResults run(Consumer<Progress> listener, Keeper keeper) throws IOException {
    Set<RunConfig> configs = configs();
    int number = 0;
    for (RunConfig config : configs) {
      number++;
      int run = number;
      if (run(config).result().isEmpty()
          && !run(config)
              .train(
                  progress ->
                      listener.accept(new Progress(run, configs.size(), config, progress)))) {
        break;
      }
      keeper.keep(results());
    }
    return results();
  }

  /** The same, with the table in a file after every run. */
  public Table run(Path csv, Consumer<Progress> listener) throws IOException {
    return run(listener, results -> AblationFiles.write(csv, results.table())).table();
  }

  /**
   * The same on a cluster, whose machines all see the study's folder: they train the runs there at
   * the same time, each on {@code spark.task.cpus} threads, and reach to the digit what one machine
   * does with as many. A study may be begun on one machine and go on on several, or the other way
   * round.
   *
   * @param keeper given the results whenever runs have ended
   * @throws IllegalArgumentException if a part of a row is not the library's own
   * @throws IOException if the module for a cluster is not on the class path, or as {@link
   *     ClusterAblation#train}
   */
  public AblationResults run(Cluster cluster, Keeper keeper) throws IOException {
    ClusterAblation trainer = Cluster.service(ClusterAblation.class);
    List<Path> left = new ArrayList<>();
    for (RunConfig config : configs()) {
      AblationRun run = run(config);
      if (run.result().isEmpty()) {
        run.begin();
        Require.that(
            new RunFolder(run.path()).config().equals(config),
            "run",
            config.label(),
            "parts of the library's own, which other machines know by their names");
        left.add(run.path());
      }
    }
    if (!left.isEmpty()) {
      trainer.train(cluster, folder, data, left, () -> keeper.keep(results()));
    }
    return results();
  }

  /** Every run once, all rows with one seed before any with the next. */
  private Set<RunConfig> configs() {
    Set<RunConfig> configs = new LinkedHashSet<>();
    for (long seed : seeds) {
      for (Ablation.Entry entry : entries) {
        configs.add(entry.config().withSeed(seed));
      }
    }
    return configs;
  }

  /** The folder of a row's run with the study's first seed. */
  public Path runFolder(Ablation.Entry entry) {
    return run(entry.config().withSeed(seeds[0])).path();
  }

  /** Each run's folder is looked up once: its name holds a checksum of all images. */
  private AblationRun run(RunConfig config) {
    return runs.computeIfAbsent(
        config, c -> new AblationRun(c, data, known(c), RunFolder.in(folder, c, known(c))));
  }

  /** What a run learns from, with labels guessed where it needs some and none are there. */
  private Split known(RunConfig config) {
    return config.target().needsLabels() ? labelled : data.learning();
  }

  /**
   * What the finished runs reached.
   *
   * @throws IOException if a result cannot be read
   */
  public AblationResults results() throws IOException {
    AblationFiles tables = new AblationFiles(data);
    for (Ablation.Entry entry : entries) {
      for (long seed : seeds) {
        RunConfig config = entry.config().withSeed(seed);
        Optional<RunResult> result = run(config).result();
        if (result.isPresent()) {
          tables.add(entry, config, result.get());
        }
      }
    }
    return tables.results();
  }
}
