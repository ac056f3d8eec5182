package org.cellcount.count;

import java.util.Arrays;
import org.cellcount.image.LabelImage;

/** Renumbering of labels. */
public final class Relabel {
  private Relabel() {}

  /** The same cells numbered 1..n without gaps, in the order of their labels. */
  public static LabelImage consecutive(LabelImage labels) {
    int[] distinct = distinct(labels);
    int[] numbers = labels.labels().clone();
    int largest = distinct.length == 0 ? 0 : distinct[distinct.length - 1];
    // Where the last of n labels is n there is no gap.
    if (largest > distinct.length) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = numbers[i] == 0 ? 0 : Arrays.binarySearch(distinct, numbers[i]) + 1;
      }
    }
    return new LabelImage(labels.height(), labels.width(), numbers);
  }

  /** The labels in use, ascending, without the background. */
  public static int[] distinct(LabelImage labels) {
    int[] pixels = labels.labels();
    int max = labels.max();
    if (max > pixels.length) {
      return Arrays.stream(pixels).filter(label -> label != 0).sorted().distinct().toArray();
    }
    boolean[] used = new boolean[max + 1];
    for (int label : pixels) {
      used[label] = true;
    }
    int[] distinct = new int[max];
    int count = 0;
    for (int label = 1; label <= max; label++) {
      if (used[label]) {
        distinct[count++] = label;
      }
    }
    return Arrays.copyOf(distinct, count);
  }
}
