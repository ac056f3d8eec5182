package org.cellcount.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellcount.base.Named;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.data.CellDataset;
import org.cellcount.metric.CountScores;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Target;

/**
 * Chooses counting options by the mean absolute error of the count: one option after another is set
 * to the best of its values with the others held, until none can be improved. An option of which
 * neither the first nor the last value changes any error is one that the way of counting does not
 * use, and left. Tune on images that the results are not reported on.
 *
 * <p>Hundreds of options are compared on few images, and the best of them would mostly be the
 * luckiest. An option is therefore changed only if the error falls by more than three of its
 * standard errors, about as far as the best of some hundred useless options comes by luck; images
 * cut from one microscope image share their difficulties and count as one observation
 * (cluster-robust, as in A. C. Cameron and D. L. Miller 2015, <a
 * href="https://doi.org/10.3368/jhr.50.2.317">doi:10.3368/jhr.50.2.317</a>).
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

  /** Standard errors by which a gain must differ from nothing. */
  private static final double STANDARD_ERRORS = 3;

  private final List<CellMaps> maps;
  private final int[] truth;
  private final int[] groups;
  private final Function<CountOptions, Counting> way;
  private final Map<CountOptions, Candidate> candidates = new HashMap<>();

  /**
   * What tuning found.
   *
   * @param options the best options
   * @param mae their mean absolute error on the images tuned on
   * @param maeBefore that of the options it started from
   * @param tried how many options were scored
   */
  public record Tuned(CountOptions options, double mae, double maeBefore, int tried) {}

  /** Options, and how far off they are on each image. */
  private static final class Candidate {
    final CountOptions options;
    final int[] errors;

    Candidate(CountOptions options, int[] errors) {
      this.options = options;
      this.errors = errors;
    }

    double mae() {
      return Arrays.stream(errors).average().orElseThrow();
    }
  }

  private CountTuner(
      List<CellMaps> maps, CellDataset images, Function<CountOptions, Counting> way) {
    if (maps.size() != images.size()) {
      throw new IllegalArgumentException(
          "tuning got " + maps.size() + " maps of " + images.size() + " images, expected one each");
    }
    this.maps = maps;
    this.way = way;
    this.truth = images.trueCounts();
    this.groups = IntStream.range(0, images.size()).map(images::group).toArray();
  }

  /**
   * Tunes threshold, sigma, h, minimum area and cleaning.
   *
   * @param maps what the network sees, one entry an image
   * @param images the same images, for their true counts and groups
   * @param start options to begin with; their separation and connectivity are kept
   * @throws IllegalArgumentException if the numbers differ
   */
  public static Tuned tune(List<CellMaps> maps, CellDataset images, CountOptions start) {
    return new CountTuner(maps, images, Counting::by).search(start);
  }

  /**
   * Tunes a target's own way of counting, beginning with its own options.
   *
   * @param maps what a network that learned the target sees, one entry an image
   * @param images the same images, for their true counts and groups
   * @throws IllegalArgumentException if the numbers differ
   */
  public static Tuned tune(List<CellMaps> maps, CellDataset images, Target target) {
    return new CountTuner(maps, images, target::counting).search(target.countOptions());
  }

  /**
   * Tunes the counting of a trained run and stores the options in its folder, where everything that
   * predicts with it finds them.
   *
   * @param run folder of the run
   * @param validation images that the run was validated on
   * @param own what is not the library's own, see {@link TrainedModel#load}
   * @throws IOException if the run cannot be read or the options cannot be written
   * @throws IllegalArgumentException if the run counts in a way that has no options
   */
  public static Tuned tuneRun(Path run, CellDataset validation, Named... own) throws IOException {
    try (TrainedModel model = TrainedModel.load(run, own)) {
      CountingMethod method = model.settings().countingMethod();
      if (!method.byOptions()) {
        throw new IllegalArgumentException(
            "way of counting '" + method.label() + "' has no options to tune");
      }
      Target target = model.settings().target();
      Tuned tuned = tune(model.predictAll(validation.images()), validation, target);
      new ModelFolder(run).write(tuned.options());
      return tuned;
    }
  }

  /** Scores one set of options. */
  public static CountScores score(List<CellMaps> maps, int[] truth, CountOptions options) {
    return score(maps, truth, Counting.by(options));
  }

  /** Scores one way of counting. */
  public static CountScores score(List<CellMaps> maps, int[] truth, Counting counting) {
    return CountScores.of(counts(maps, counting), truth);
  }

  private static int[] counts(List<CellMaps> maps, Counting counting) {
    return maps.parallelStream().mapToInt(counting::count).toArray();
  }

  private Candidate candidate(CountOptions options) {
    return candidates.computeIfAbsent(options, this::score);
  }

  private Candidate score(CountOptions options) {
    int[] errors = counts(maps, way.apply(options));
    Arrays.setAll(errors, i -> Math.abs(errors[i] - truth[i]));
    return new Candidate(options, errors);
  }

  private Tuned search(CountOptions start) {
    Candidate first = candidate(start);
    Candidate best = first;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Candidate before = best;
      for (Function<CountOptions, List<CountOptions>> axis : axes(start.separation())) {
        best = bestOf(best, axis.apply(best.options));
      }
      if (best.options.equals(before.options)) {
        break;
      }
    }
    return new Tuned(best.options, best.mae(), first.mae(), candidates.size());
  }

  private Candidate bestOf(Candidate current, List<CountOptions> values) {
    if (same(current, values.get(0)) && same(current, values.get(values.size() - 1))) {
      return current;
    }
    Candidate best = current;
    double most = 0;
    for (CountOptions value : values) {
      Candidate other = candidate(value);
      double gain = clearGain(current.errors, other.errors);
      if (gain > most) {
        most = gain;
        best = other;
      }
    }
    return best;
  }

  private boolean same(Candidate current, CountOptions options) {
    return Arrays.equals(current.errors, candidate(options).errors);
  }

  /** By how much the mean error falls, less {@link #STANDARD_ERRORS} standard errors of that. */
  private double clearGain(int[] before, int[] after) {
    double mean = 0;
    for (int i = 0; i < before.length; i++) {
      mean += (double) (before[i] - after[i]) / before.length;
    }
    Map<Integer, Double> deviations = new HashMap<>();
    for (int i = 0; i < before.length; i++) {
      deviations.merge(groups[i], before[i] - after[i] - mean, Double::sum);
    }
    int n = deviations.size();
    if (n == 1) {
      return 0;
    }
    double squares = deviations.values().stream().mapToDouble(d -> d * d).sum();
    return mean - STANDARD_ERRORS * Math.sqrt(squares * n / (n - 1)) / before.length;
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
