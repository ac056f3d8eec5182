package org.cellcount.target;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.cellcount.base.Json;
import org.cellcount.base.Require;
import org.cellcount.metric.Interval;

/**
 * How sure a model may be of its cells and counts, learned from images that it had not been trained
 * on; {@code confidence.json} in a model folder.
 *
 * <p>The probability that a counted cell is one, and one alone, is a logistic regression on what
 * the network says of it, see {@link CellFeatures}. How far a count may be off is told by a {@link
 * CountSpread}, by the size of the image: crops are alike, whole fields are not.
 *
 * @param weights of {@link CellFeatures}, the intercept first
 * @param spreads for images of more and more pixels; the last one holds for all that are larger
 */
public record Confidence(List<Double> weights, List<CountSpread> spreads) {
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
    Require.that(!spreads.isEmpty(), "spreads", "none", "at least one");
    spreads = List.copyOf(spreads);
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
   * @param cells what is known of them
   * @return one number 0..1 a cell, in the order of the labels
   */
  public List<Double> probabilities(CellFeatures cells) {
    double[] learned = weights.stream().mapToDouble(weight -> weight).toArray();
    return cells.features().stream().map(cell -> probability(learned, cell)).toList();
  }

  /** The probability that weights give to a cell of these features, 0..1. */
  public static double probability(double[] weights, double[] features) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += weights[i] * features[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /**
   * The interval that holds the true count in 80 % of images like those known.
   *
   * @param probabilities of the cells counted
   * @param pixels of the image, at the scale at which it was counted
   */
  public Interval interval80(List<Double> probabilities, long pixels) {
    return spread(pixels).interval80(probabilities.size(), variance(probabilities));
  }

  /** The interval that holds it in 95 % of them. */
  public Interval interval95(List<Double> probabilities, long pixels) {
    return spread(pixels).interval95(probabilities.size(), variance(probabilities));
  }

  private CountSpread spread(long pixels) {
    return spreads.stream()
        .filter(spread -> pixels <= spread.pixels())
        .findFirst()
        .orElse(spreads.get(spreads.size() - 1));
  }

  /** The variance of a sum of independent cells that are there with these probabilities. */
  public static double variance(List<Double> probabilities) {
    return probabilities.stream().mapToDouble(p -> p * (1 - p)).sum();
  }
}
