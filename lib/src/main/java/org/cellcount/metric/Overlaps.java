package org.cellcount.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellcount.count.Relabel;
import org.cellcount.image.LabelImage;

/** Areas of two sets of cells and of their overlaps. */
final class Overlaps {
  private final int[] predictedAreas;
  private final int[] truthAreas;

  /** Every overlap once: predicted cell in the upper half, true cell in the lower. */
  private final long[] pairs;

  private final int[] areas;

  Overlaps(LabelImage predicted, LabelImage truth) {
    if (predicted.height() != truth.height() || predicted.width() != truth.width()) {
      throw new IllegalArgumentException(
          "predicted labels of %dx%d: expected %dx%d as the true labels"
              .formatted(predicted.height(), predicted.width(), truth.height(), truth.width()));
    }
    int[] p = Relabel.consecutive(predicted).labels();
    int[] t = Relabel.consecutive(truth).labels();
    predictedAreas = areas(p);
    truthAreas = areas(t);
    long[] all = new long[p.length];
    int overlapping = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] != 0 && t[i] != 0) {
        all[overlapping++] = (long) p[i] << 32 | t[i];
      }
    }
    Arrays.sort(all, 0, overlapping);
    int[] runs = new int[overlapping];
    int count = 0;
    for (int i = 0; i < overlapping; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[count++] = all[i];
      }
      runs[count - 1]++;
    }
    pairs = Arrays.copyOf(all, count);
    areas = Arrays.copyOf(runs, count);
  }

  /** Pixels of each cell; element 0 belongs to the background. */
  private static int[] areas(int[] labels) {
    int[] areas = new int[Arrays.stream(labels).max().orElseThrow() + 1];
    for (int label : labels) {
      areas[label]++;
    }
    return areas;
  }

  InstanceScores scores() {
    int[] predictedLinks = new int[predictedAreas.length];
    int[] truthLinks = new int[truthAreas.length];
    boolean[] predictedTaken = new boolean[predictedAreas.length];
    boolean[] truthTaken = new boolean[truthAreas.length];
    List<Double> ious = new ArrayList<>();
    for (int k = 0; k < pairs.length; k++) {
      int p = (int) (pairs[k] >>> 32);
      int t = (int) pairs[k];
      long both = areas[k];
      if (2 * both > Math.min(predictedAreas[p], truthAreas[t])) {
        predictedLinks[p]++;
        truthLinks[t]++;
      }
      long union = (long) predictedAreas[p] + truthAreas[t] - both;
      // At exactly 0.5 a cell may have two halves; only one of them can match.
      if (2 * both >= union && !predictedTaken[p] && !truthTaken[t]) {
        predictedTaken[p] = true;
        truthTaken[t] = true;
        ious.add((double) both / union);
      }
    }
    ious.sort(null);
    return new InstanceScores(
        1,
        predictedAreas.length - 1,
        truthAreas.length - 1,
        beyondFirst(truthLinks),
        beyondFirst(predictedLinks),
        unlinked(truthLinks),
        unlinked(predictedLinks),
        ious);
  }

  private static int beyondFirst(int[] links) {
    return Arrays.stream(links).skip(1).map(n -> Math.max(0, n - 1)).sum();
  }

  private static int unlinked(int[] links) {
    return (int) Arrays.stream(links).skip(1).filter(n -> n == 0).count();
  }
}
