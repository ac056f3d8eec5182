package org.cellcount.target;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.cellcount.base.Json;
import org.cellcount.base.Require;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.Interval;

/**
 * How sure a model may be of its cells and counts, learned from images that it had not been trained
 * on; {@code confidence.json} in a model folder.
 *
 * <p>The probability that a counted cell is a cell is a logistic regression on what the network
 * says of it, see {@link CellFeatures}. The error of a count is taken to grow with the count and
 * with the doubt in its cells: {@code scale^2 = constant^2 + (share * count)^2 + doubt^2 * sum of p
 * (1 - p)}; an interval reaches from {@code count + low * scale} to {@code count + high * scale},
 * rounded, with factors that covered the wanted share of the images they were chosen on.
 *
 * @param weights of {@link CellFeatures}, the intercept first
 * @param constant error of any count, in cells
 * @param share error as a share of the count
 * @param doubt factor of the standard deviation that the cells' probabilities give the count
 * @param low80 lower end of an interval that holds 80 % of the true counts, in scales
 * @param high80 its upper end
 * @param low95 lower end for 95 %
 * @param high95 its upper end
 */
public record Confidence(
    List<Double> weights,
    double constant,
    double share,
    double doubt,
    double low80,
    double high80,
    double low95,
    double high95) {
  private static final String FILE = "confidence.json";

  private record Saved(int format, Confidence confidence) {}

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming what is out of range
   */
  public Confidence {
    Require.that(
        weights.size() == CellFeatures.NUMBER,
        "weights",
        weights.size(),
        CellFeatures.NUMBER + " of them");
    weights = List.copyOf(weights);
    Require.atLeast("constant", constant, 0);
    Require.atLeast("share", share, 0);
    Require.atLeast("doubt", doubt, 0);
    Require.that(low95 <= low80, "low95", low95, "at most low80, " + low80);
    Require.that(low80 <= high80, "low80", low80, "at most high80, " + high80);
    Require.that(high80 <= high95, "high80", high80, "at most high95, " + high95);
  }

  /**
   * What is stored in a model folder, if something is.
   *
   * @throws IOException if it cannot be read, naming the file
   */
  public static Optional<Confidence> of(ModelFolder folder) throws IOException {
    if (!Files.exists(folder.path().resolve(FILE))) {
      return Optional.empty();
    }
    Saved saved = Json.read(folder.path().resolve(FILE), Saved.class);
    try {
      ModelSettings.checkFormat(saved.format());
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.path().resolve(FILE) + ": " + e.getMessage(), e);
    }
    return Optional.of(saved.confidence());
  }

  /** Stores it in a model folder. */
  public void write(ModelFolder folder) throws IOException {
    Json.write(folder.path().resolve(FILE), new Saved(ModelSettings.FORMAT, this));
  }

  /**
   * How probable it is of each cell that it is one: that more than half of its and a true cell's
   * pixels are the same.
   *
   * @param maps what the network says of the image
   * @param cells of the maps' size
   * @return one number 0..1 a cell, in the order of the labels
   */
  public List<Double> probabilities(CellMaps maps, LabelImage cells) {
    return CellFeatures.of(maps, cells).stream().map(this::probability).toList();
  }

  private double probability(double[] features) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += weights.get(i) * features[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /** The interval that holds the true count in 80 % of images like those known. */
  public Interval interval80(List<Double> probabilities) {
    return interval(probabilities, low80, high80);
  }

  /** The interval that holds it in 95 % of them. */
  public Interval interval95(List<Double> probabilities) {
    return interval(probabilities, low95, high95);
  }

  /** The same by the count and the {@link #variance} of its cells. */
  public Interval interval80(int count, double variance) {
    return interval(count, variance, low80, high80);
  }

  private Interval interval(List<Double> probabilities, double low, double high) {
    return interval(probabilities.size(), variance(probabilities), low, high);
  }

  private Interval interval(int count, double variance, double low, double high) {
    double scale = scale(count, variance);
    return new Interval(
        Math.max(0, Math.rint(count + low * scale)), Math.max(0, Math.rint(count + high * scale)));
  }

  /** The size of the error that a count may have, in cells. */
  public double scale(int count, double variance) {
    return Math.sqrt(
        constant * constant + share * share * count * count + doubt * doubt * variance);
  }

  /** The variance of a sum of independent cells that are there with these probabilities. */
  public static double variance(List<Double> probabilities) {
    return probabilities.stream().mapToDouble(p -> p * (1 - p)).sum();
  }
}
