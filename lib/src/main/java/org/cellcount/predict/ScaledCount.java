package org.cellcount.predict;

import java.util.List;
import org.cellcount.count.CountResult;

/**
 * The cells of an image that was reduced to be counted.
 *
 * @param scale what it was reduced by, above 0; 1 if it was counted as it is
 * @param cells their labels are of the image's own size
 * @param probabilities how probable it is of each cell, in the order of the labels, that it is one,
 *     0..1; empty if the model does not know
 * @param warnings why the count may be wrong and what to do, one sentence each; empty if the image
 *     looks like those that the model knows
 */
public record ScaledCount(
    double scale, CountResult cells, List<Double> probabilities, List<String> warnings) {
  /** Copies the lists. */
  public ScaledCount {
    probabilities = List.copyOf(probabilities);
    warnings = List.copyOf(warnings);
  }

  /** Cells of which no more is known. */
  public ScaledCount(double scale, CountResult cells) {
    this(scale, cells, List.of(), List.of());
  }

  /** The pixels of the image at the scale at which it was counted. */
  public long pixels() {
    return side(cells.labels().height()) * side(cells.labels().width());
  }

  private long side(int whole) {
    return Math.max(1, Math.round(whole * scale));
  }
}
