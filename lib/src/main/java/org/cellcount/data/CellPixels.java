package org.cellcount.data;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.image.LabelImage;

/** Cells that were drawn one by one, as one label image. */
final class CellPixels {
  private CellPixels() {}

  /**
   * Numbers cells from 1 in their order; where two overlap, the smaller one stays.
   *
   * @param cells the indices of the pixels of each, row by row
   */
  static LabelImage paint(int height, int width, List<int[]> cells) {
    int[] labels = new int[height * width];
    IntStream.range(0, cells.size())
        .boxed()
        .sorted(Comparator.comparing(i -> -cells.get(i).length))
        .forEach(
            i -> {
              for (int pixel : cells.get(i)) {
                labels[pixel] = i + 1;
              }
            });
    return new LabelImage(height, width, labels);
  }
}
