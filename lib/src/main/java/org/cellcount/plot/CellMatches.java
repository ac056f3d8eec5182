package org.cellcount.plot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cellcount.image.LabelImage;

/** Which predicted and true cells are the same: they overlap by more than half of their union. */
final class CellMatches {
  private final Set<Integer> predicted = new HashSet<>();
  private final Set<Integer> truth = new HashSet<>();

  CellMatches(LabelImage predictedCells, LabelImage trueCells) {
    int[] p = predictedCells.labels();
    int[] t = trueCells.labels();
    Map<Integer, Integer> predictedAreas = new HashMap<>();
    Map<Integer, Integer> trueAreas = new HashMap<>();
    Map<Long, Integer> overlaps = new HashMap<>();
    for (int i = 0; i < p.length; i++) {
      predictedAreas.merge(p[i], 1, Integer::sum);
      trueAreas.merge(t[i], 1, Integer::sum);
      if (p[i] != 0 && t[i] != 0) {
        overlaps.merge((long) p[i] << 32 | t[i], 1, Integer::sum);
      }
    }
    overlaps.forEach(
        (pair, both) -> {
          int predictedLabel = (int) (pair >>> 32);
          int trueLabel = pair.intValue();
          int union = predictedAreas.get(predictedLabel) + trueAreas.get(trueLabel) - both;
          if (2 * both > union) {
            predicted.add(predictedLabel);
            truth.add(trueLabel);
          }
        });
  }

  /** Whether a predicted cell is a true one. */
  boolean isHit(int predictedLabel) {
    return predicted.contains(predictedLabel);
  }

  /** Whether a true cell was found. */
  boolean isFound(int trueLabel) {
    return truth.contains(trueLabel);
  }
}
