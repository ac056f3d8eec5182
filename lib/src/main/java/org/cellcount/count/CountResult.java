package org.cellcount.count;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.Cell;
import org.cellcount.measure.Cells;

/**
 * What was counted.
 *
 * @param count number of cells
 * @param labels the cells, numbered 1..count
 */
public record CountResult(int count, LabelImage labels) {
  /**
   * Measures every cell, in the order of the labels.
   *
   * @param intensity the image the cells were found in, of the same size
   * @throws IllegalArgumentException if the sizes differ
   */
  public List<Cell> cells(RandomAccessibleInterval<? extends RealType<?>> intensity) {
    return Cells.measure(labels, intensity);
  }
}
