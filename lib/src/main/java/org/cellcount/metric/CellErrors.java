package org.cellcount.metric;

import java.util.Set;
import org.cellcount.image.LabelImage;

/**
 * Which cells are wrong, and how, with the links of {@link InstanceScores}.
 *
 * @param merged predicted labels that hold more than one true cell
 * @param parts predicted labels that share one true cell
 * @param extra predicted labels that are no cell
 * @param missed true labels that were not found
 */
public record CellErrors(
    Set<Integer> merged, Set<Integer> parts, Set<Integer> extra, Set<Integer> missed) {
  /** Keeps copies of the sets. */
  public CellErrors {
    merged = Set.copyOf(merged);
    parts = Set.copyOf(parts);
    extra = Set.copyOf(extra);
    missed = Set.copyOf(missed);
  }

  /**
   * Finds the errors of one image.
   *
   * @param predicted predicted cells
   * @param truth true cells, of the same size
   * @throws IllegalArgumentException if the sizes differ
   */
  public static CellErrors of(LabelImage predicted, LabelImage truth) {
    return new Overlaps(predicted, truth).errors();
  }
}
