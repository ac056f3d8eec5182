package org.cellcount.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellcount.base.Require;
import org.cellcount.metric.CrossedMean;
import org.cellcount.target.CountingMethod;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * What the runs of an ablation reached, for every microscope image they were tested on, so that
 * each number and each difference has an interval over images and seeds.
 *
 * <p>Two tables hold it. {@link #runs()}: a line for each row of the ablation and each seed, with
 * the number of its run. {@link #scores()}: a line for each run and microscope image, with the
 * number of its crops and, summed over them, each of {@link #SCORES}; divided by the crops, sums
 * become means.
 */
public final class AblationResults {
  /** Mean Dice of the images at threshold 0.5. */
  public static final String DICE = "Dice";

  /** Mean intersection over union. */
  public static final String IOU = "IoU";

  /** Mean share of pixels that are right. */
  public static final String ACCURACY = "accuracy";

  /** Counted as the run does: by its target's options, or in the reader's own way. */
  public static final String OWN_WAY = "own way";

  /** The same with options tuned on the validation images. */
  public static final String TUNED = "tuned";

  /** The ways of counting, by name: those of the public project, then the run's own. */
  public static final List<String> WAYS =
      Stream.concat(
              CountingMethod.PUBLIC.stream().map(CountingMethod::label), Stream.of(OWN_WAY, TUNED))
          .toList();

  /** All scores: of the pixels, then the error of the count in each way. */
  public static final List<String> SCORES =
      Stream.concat(Stream.of(DICE, IOU, ACCURACY), WAYS.stream().map(AblationResults::mae))
          .toList();

  private static final String RUNS_FILE = "runs.csv";
  private static final String SCORES_FILE = "scores.csv";

  private final Table runs;
  private final Table scores;
  private final int[] crops;
  private final Map<Integer, Map<String, double[]>> sums = new TreeMap<>();
  private final Map<RowName, Map<Long, Integer>> runOf = new LinkedHashMap<>();

  AblationResults(Table runs, Table scores) {
    this.runs = runs;
    this.scores = scores;
    for (Row row : runs) {
      runOf
          .computeIfAbsent(name(row), name -> new TreeMap<>())
          .put(row.getLong("seed"), row.getInt("run"));
    }
    int[] first = null;
    for (Table run : scores.splitOn("run").asTableList()) {
      int number = run.intColumn("run").get(0);
      int[] sizes = run.intColumn("crops").asIntArray();
      Require.that(
          first == null || Arrays.equals(first, sizes),
          "images of run " + number,
          Arrays.toString(sizes),
          "those of the first run");
      first = sizes;
      Map<String, double[]> ofRun = new LinkedHashMap<>();
      SCORES.forEach(score -> ofRun.put(score, run.doubleColumn(score).asDoubleArray()));
      sums.put(number, ofRun);
    }
    crops = first == null ? new int[0] : first;
    for (Map<Long, Integer> row : runOf.values()) {
      row.values().forEach(n -> Require.that(sums.containsKey(n), "run", n, "one with scores"));
    }
  }

  /** The score that is the mean absolute error of a way of counting, cells per image. */
  public static String mae(String way) {
    return "MAE " + way;
  }

  private static RowName name(Row row) {
    return new RowName(row.getString("factor"), row.getString("setting"));
  }

  /** The names of the rows. */
  public Set<RowName> rows() {
    return Collections.unmodifiableSet(runOf.keySet());
  }

  /** A line for each row and seed. */
  public Table runs() {
    return runs.copy();
  }

  /** A line for each run and microscope image. */
  public Table scores() {
    return scores.copy();
  }

  /** What was trained and tested and how long it took, for the caption of a table. */
  public String caption() {
    Map<Integer, Double> seconds = new TreeMap<>();
    runs.forEach(row -> seconds.put(row.getInt("run"), row.getDouble("train seconds")));
    return String.format(
        Locale.ROOT,
        "%d runs: %s images to train on, %d crops of %d microscope images to test on, networks of"
            + " base %s, %s epochs, seeds %s, %.0f minutes of training",
        seconds.size(),
        distinct("training images"),
        testImages(),
        microscopeImages(),
        distinct("base"),
        distinct("epochs"),
        distinct("seed"),
        seconds.values().stream().mapToDouble(Double::doubleValue).sum() / 60);
  }

  private String distinct(String column) {
    return runs.numberColumn(column).asSet().stream()
        .map(Number.class::cast)
        .map(Number::longValue)
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  /** How many crops each run was tested on. */
  public int testImages() {
    return Arrays.stream(crops).sum();
  }

  /** How many microscope images they are of. */
  public int microscopeImages() {
    return crops.length;
  }

  /** What every row is, with how many seeds it was trained, and its scores with their intervals. */
  public Table table() {
    return AblationTables.rows(this);
  }

  /**
   * How much the rows of a factor differ from one row in some scores, with intervals.
   *
   * @throws IllegalArgumentException if a row or score is not there
   */
  public Table differences(String factor, RowName from, String... scores) {
    return AblationTables.differences(this, factor, from, List.of(scores));
  }

  /**
   * What width, augmentation and loss do to some scores in the rows of {@link Ablation#design},
   * with intervals: the mean of the four rows with the second width less that of the four with the
   * first, and so on; then the interactions, half of how much one effect differs between the two
   * values of the other.
   *
   * @throws IllegalArgumentException if a row of the design or a score is not there
   */
  public Table effects(String... scores) {
    return AblationTables.effects(this, List.of(scores));
  }

  /** What the numbers say, in sentences: see {@link AblationConclusions}. */
  public List<String> conclusions() {
    return new AblationConclusions(this).sentences();
  }

  /**
   * The mean of a row's score.
   *
   * @throws IllegalArgumentException if the row or score is not there
   */
  public CrossedMean mean(RowName row, String score) {
    return mean(Map.of(new Term(row, score), 1.0));
  }

  /**
   * How much a score of one row is above that of another, over the seeds that both have.
   *
   * @throws IllegalArgumentException if a row or score is not there, or they share no seed
   */
  public CrossedMean difference(RowName row, RowName other, String score) {
    if (row.equals(other)) {
      return mean(Map.of(new Term(row, score), 0.0));
    }
    return mean(Map.of(new Term(row, score), 1.0, new Term(other, score), -1.0));
  }

  /**
   * How much one score of a row is above another, such as two ways of counting the same maps.
   *
   * @throws IllegalArgumentException if the row or a score is not there, or the scores are one
   */
  public CrossedMean difference(RowName row, String score, String other) {
    return mean(Map.of(new Term(row, score), 1.0, new Term(row, other), -1.0));
  }

  /** One score of one row. */
  record Term(RowName row, String score) {}

  /** The mean of a weighted sum, over the seeds that all its rows have. */
  CrossedMean mean(Map<Term, Double> weights) {
    for (Term term : weights.keySet()) {
      Require.that(
          SCORES.contains(term.score()), "score", "'" + term.score() + "'", "one of " + SCORES);
      Require.that(
          runOf.containsKey(term.row()), "row", "'" + term.row() + "'", "one of " + runOf.keySet());
    }
    List<RowName> rows = weights.keySet().stream().map(Term::row).distinct().toList();
    List<Long> seeds = seeds(rows);
    Require.that(!seeds.isEmpty(), "seeds of rows " + rows, seeds, "one in common");
    double[][] values = new double[seeds.size()][crops.length];
    for (int s = 0; s < values.length; s++) {
      for (Map.Entry<Term, Double> weight : weights.entrySet()) {
        Term term = weight.getKey();
        double[] run = sums.get(runOf.get(term.row()).get(seeds.get(s))).get(term.score());
        for (int g = 0; g < run.length; g++) {
          values[s][g] += weight.getValue() * run[g];
        }
      }
    }
    return CrossedMean.of(values, crops);
  }

  private List<Long> seeds(Iterable<RowName> rows) {
    List<Long> seeds = null;
    for (RowName row : rows) {
      List<Long> there = List.copyOf(runOf.get(row).keySet());
      seeds = seeds == null ? there : seeds.stream().filter(there::contains).toList();
    }
    return seeds == null ? List.of() : seeds;
  }

  /**
   * Writes both tables to a folder, as {@code runs.csv} and {@code scores.csv}.
   *
   * @throws IOException if a file cannot be written, naming it
   */
  public void write(Path folder) throws IOException {
    AblationFiles.write(folder.resolve(RUNS_FILE), runs);
    AblationFiles.write(folder.resolve(SCORES_FILE), scores);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if a file is missing or holds something else, naming it
   */
  public static AblationResults read(Path folder) throws IOException {
    Table runs = AblationFiles.read(folder.resolve(RUNS_FILE), AblationFiles.RUNS);
    Table scores = AblationFiles.read(folder.resolve(SCORES_FILE), AblationFiles.SCORES);
    try {
      return new AblationResults(runs, scores);
    } catch (IllegalArgumentException e) {
      throw new IOException(folder + ": " + e.getMessage(), e);
    }
  }
}
