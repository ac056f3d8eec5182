package org.cellcount.count;

import org.cellcount.image.LabelImage;

/** The area filter. */
public final class SmallObjects {
  private SmallObjects() {}

  /**
   * Turns cells of fewer pixels than a minimum into background and numbers the others 1..n, keeping
   * their order.
   */
  public static LabelImage remove(LabelImage labels, int minArea) {
    int[] kept = labels.labels().clone();
    remove(kept, kept.length, labels.max(), minArea);
    return new LabelImage(labels.height(), labels.width(), kept);
  }

  /** The same in place; returns how many cells are left. */
  static int remove(int[] labels, int length, int maxLabel, int minArea) {
    int[] numbers = new int[maxLabel + 1];
    for (int i = 0; i < length; i++) {
      numbers[labels[i]]++;
    }
    numbers[0] = 0;
    int count = 0;
    for (int label = 1; label <= maxLabel; label++) {
      boolean keep = numbers[label] > 0 && numbers[label] >= minArea;
      numbers[label] = keep ? ++count : 0;
    }
    for (int i = 0; i < length; i++) {
      labels[i] = numbers[labels[i]];
    }
    return count;
  }
}
