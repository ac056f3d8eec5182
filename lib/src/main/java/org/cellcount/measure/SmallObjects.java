package org.cellcount.measure;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import org.cellcount.image.LabelImage;

/** The area filter. */
public final class SmallObjects {
  private SmallObjects() {}

  /**
   * Turns cells of fewer pixels than a minimum into background and numbers the others 1..n, keeping
   * the order of their labels, which may have gaps.
   */
  public static LabelImage remove(
      RandomAccessibleInterval<? extends IntegerType<?>> labels, int minArea) {
    LabelImage kept = Relabel.consecutive(labels);
    removeInPlace(kept, minArea);
    return kept;
  }

  /**
   * The same in place, for labels hardly larger than there are cells; returns how many are left.
   */
  public static int removeInPlace(LabelImage labels, int minArea) {
    int[] pixels = labels.labels();
    int[] numbers = new int[labels.max() + 1];
    for (int label : pixels) {
      numbers[label]++;
    }
    numbers[0] = 0;
    int count = 0;
    for (int label = 1; label < numbers.length; label++) {
      boolean keep = numbers[label] > 0 && numbers[label] >= minArea;
      numbers[label] = keep ? ++count : 0;
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = numbers[pixels[i]];
    }
    return count;
  }
}
