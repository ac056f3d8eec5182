package org.cellcount.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.metric.CountScores;
import org.cellcount.predict.TrainedModel;
import org.cellcount.train.CellMaps;
import org.cellcount.train.RunFolder;

/**
 * Chooses counting options by the mean absolute error of the count: one option after another is set
 * to the best of its values with the others held, until none can be improved. Tune on images that
 * the results are not reported on.
 */
public final class CountTuner {
  private static final int MAX_ROUNDS = 4;
  private static final double[] THRESHOLDS = {
    0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8
  };
  private static final double[] SIGMAS = {0, 0.5, 0.7, 1, 1.5, 2, 2.5};
  private static final double[] DISTANCE_HS = {
    0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 1, 1.5
  };
  private static final double[] LEARNED_HS = {
    0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4
  };
  private static final int[] MIN_AREAS = {0, 3, 6, 8, 10, 12, 15, 18, 22, 27, 35, 50};
  private static final int[] CLEANING = {0, 1, 2, 3};

  private final List<CellMaps> maps;
  private final int[] truth;

  /**
   * What tuning found.
   *
   * @param options the best options
   * @param mae their mean absolute error on the images tuned on
   * @param maeBefore that of the options it started from
   * @param tried how many options were scored
   */
  public record Tuned(CountOptions options, double mae, double maeBefore, int tried) {}

  private CountTuner(List<CellMaps> maps, int[] truth) {
    this.maps = maps;
    this.truth = truth;
  }

  /**
   * Tunes threshold, sigma, h, minimum area and cleaning.
   *
   * @param maps what the network sees, one entry an image
   * @param truth true counts of the same images
   * @param start options to begin with; their separation and connectivity are kept
   * @throws IllegalArgumentException if there is no image or the numbers differ
   */
  public static Tuned tune(List<CellMaps> maps, int[] truth, CountOptions start) {
    if (maps.isEmpty() || maps.size() != truth.length) {
      throw new IllegalArgumentException(
          "tuning got "
              + maps.size()
              + " maps and "
              + truth.length
              + " true counts, expected one each and at least one");
    }
    return new CountTuner(maps, truth).search(start);
  }

  /**
   * Tunes the counting of a trained run and stores the options in its folder, where everything that
   * predicts with it finds them.
   *
   * @param run folder of the run
   * @param validation images that the run was validated on
   * @throws IOException if the run cannot be read or the options cannot be written
   */
  public static Tuned tuneRun(Path run, CellDataset validation) throws IOException {
    RunFolder folder = new RunFolder(run);
    CountOptions start = folder.config().target().countOptions();
    try (TrainedModel model = TrainedModel.load(run)) {
      Tuned tuned = tune(model.predictAll(validation.images()), validation.trueCounts(), start);
      folder.write(tuned.options());
      return tuned;
    }
  }

  /** Scores one set of options. */
  public static CountScores score(List<CellMaps> maps, int[] truth, CountOptions options) {
    CellCounter counter = new CellCounter(options);
    int[] counts =
        IntStream.range(0, maps.size()).parallel().map(i -> maps.get(i).count(counter)).toArray();
    return CountScores.of(counts, truth);
  }

  private Tuned search(CountOptions start) {
    double before = score(maps, truth, start).mae();
    Tuned best = new Tuned(start, before, before, 1);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Tuned improved = best;
      for (Function<CountOptions, List<CountOptions>> axis : axes(start.separation())) {
        improved = bestOf(improved, axis.apply(improved.options()));
      }
      if (improved.options().equals(best.options())) {
        return improved;
      }
      best = improved;
    }
    return best;
  }

  private Tuned bestOf(Tuned best, List<CountOptions> candidates) {
    CountOptions options = best.options();
    double mae = best.mae();
    for (CountOptions candidate : candidates) {
      double candidateMae = score(maps, truth, candidate).mae();
      if (candidateMae < mae) {
        mae = candidateMae;
        options = candidate;
      }
    }
    return new Tuned(options, mae, best.maeBefore(), best.tried() + candidates.size());
  }

  private List<Function<CountOptions, List<CountOptions>>> axes(Separation separation) {
    List<Function<CountOptions, List<CountOptions>>> axes = new ArrayList<>();
    if (separation.byMaxima()) {
      axes.add(this::smoothings);
    }
    axes.add(o -> doubles(THRESHOLDS, o::withThreshold));
    axes.add(o -> ints(MIN_AREAS, o::withMinArea));
    axes.add(o -> ints(CLEANING, n -> o.withCleaning(n, o.closing(), o.fillHoles())));
    axes.add(
        o ->
            List.of(
                o.withCleaning(o.opening(), 0, false),
                o.withCleaning(o.opening(), 0, true),
                o.withCleaning(o.opening(), 1, true)));
    return axes;
  }

  /** Sigma and h depend on each other and are searched together. */
  private List<CountOptions> smoothings(CountOptions options) {
    double[] hs = maps.get(0).separation().isPresent() ? LEARNED_HS : DISTANCE_HS;
    List<CountOptions> candidates = new ArrayList<>();
    for (double sigma : SIGMAS) {
      for (double h : hs) {
        candidates.add(options.withSigma(sigma).withH(h));
      }
    }
    return candidates;
  }

  private static List<CountOptions> doubles(double[] values, Function<Double, CountOptions> with) {
    return Arrays.stream(values).boxed().map(with).toList();
  }

  private static List<CountOptions> ints(int[] values, Function<Integer, CountOptions> with) {
    return Arrays.stream(values).boxed().map(with).toList();
  }
}
