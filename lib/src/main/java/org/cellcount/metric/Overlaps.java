package org.cellcount.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.base.Require;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.Relabel;

/** Areas of two sets of cells and of their overlaps. */
final class Overlaps {
  private final int[] predictedLabels;
  private final int[] truthLabels;
  private final int[] predictedAreas;
  private final int[] truthAreas;

  /** Every overlap once: predicted cell in the upper half, true cell in the lower. */
  private final long[] pairs;

  private final int[] areas;

  Overlaps(LabelImage predicted, LabelImage truth) {
    Require.sameSize("predicted labels", predicted, truth);
    LabelImage found = Relabel.consecutive(predicted);
    LabelImage real = Relabel.consecutive(truth);
    int[] p = found.labels();
    int[] t = real.labels();
    predictedLabels = Relabel.distinct(predicted);
    truthLabels = Relabel.distinct(truth);
    predictedAreas = found.areas();
    truthAreas = real.areas();
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

  /** The cells with errors, by the labels they were given. */
  CellErrors errors() {
    int[] predictedLinks = new int[predictedAreas.length];
    int[] truthLinks = new int[truthAreas.length];
    IntStream.range(0, pairs.length)
        .filter(this::linked)
        .forEach(
            k -> {
              predictedLinks[predicted(k)]++;
              truthLinks[truth(k)]++;
            });
    int[] parts = new int[predictedAreas.length];
    IntStream.range(0, pairs.length)
        .filter(k -> linked(k) && truthLinks[truth(k)] > 1)
        .forEach(k -> parts[predicted(k)]++);
    return new CellErrors(
        labels(predictedLabels, predictedLinks, n -> n > 1),
        labels(predictedLabels, parts, n -> n > 0),
        labels(predictedLabels, predictedLinks, n -> n == 0),
        labels(truthLabels, truthLinks, n -> n == 0));
  }

  private static Set<Integer> labels(int[] labels, int[] links, IntPredicate wanted) {
    return IntStream.range(1, links.length)
        .filter(i -> wanted.test(links[i]))
        .mapToObj(i -> labels[i - 1])
        .collect(Collectors.toSet());
  }

  private boolean linked(int pair) {
    return 2L * areas[pair] > Math.min(predictedAreas[predicted(pair)], truthAreas[truth(pair)]);
  }

  private int predicted(int pair) {
    return (int) (pairs[pair] >>> 32);
  }

  private int truth(int pair) {
    return (int) pairs[pair];
  }

  InstanceScores scores() {
    int[] predictedLinks = new int[predictedAreas.length];
    int[] truthLinks = new int[truthAreas.length];
    boolean[] predictedTaken = new boolean[predictedAreas.length];
    boolean[] truthTaken = new boolean[truthAreas.length];
    List<Double> ious = new ArrayList<>();
    for (int k = 0; k < pairs.length; k++) {
      int p = predicted(k);
      int t = truth(k);
      long both = areas[k];
      if (linked(k)) {
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
