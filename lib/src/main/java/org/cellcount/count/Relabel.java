package org.cellcount.count;

import java.util.Arrays;
import org.cellcount.image.LabelImage;

/** Renumbering of labels. */
public final class Relabel {
  private Relabel() {}

  /** The same cells numbered 1..n without gaps, in the order of their labels. */
  public static LabelImage consecutive(LabelImage labels) {
    int[] distinct = distinct(labels);
    int[] numbers = new int[labels.labels().length];
    for (int i = 0; i < numbers.length; i++) {
      int label = labels.labels()[i];
      numbers[i] = label == 0 ? 0 : Arrays.binarySearch(distinct, label) + 1;
    }
    return new LabelImage(labels.height(), labels.width(), numbers);
  }

  /** The labels in use, ascending, without the background. */
  public static int[] distinct(LabelImage labels) {
    return Arrays.stream(labels.labels()).filter(label -> label != 0).sorted().distinct().toArray();
  }
}
