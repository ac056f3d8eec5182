package org.cellcount.measure;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import org.cellcount.image.LabelImage;

/** Renumbering of labels. */
public final class Relabel {
  private Relabel() {}

  /** The same cells numbered 1..n without gaps, in the order of their labels. */
  public static LabelImage consecutive(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    LabelImage consecutive = LabelImage.of(labels).copy();
    int[] distinct = distinct(consecutive);
    int[] numbers = consecutive.labels();
    int largest = distinct.length == 0 ? 0 : distinct[distinct.length - 1];
    // Where the last of n labels is n there is no gap.
    if (largest > distinct.length) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = numbers[i] == 0 ? 0 : Arrays.binarySearch(distinct, numbers[i]) + 1;
      }
    }
    return consecutive;
  }

  /** The labels in use, ascending, without the background. */
  public static int[] distinct(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    LabelImage image = LabelImage.of(labels);
    int[] pixels = image.labels();
    int max = image.max();
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
