package org.cellcount.count;

import java.util.List;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

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
  public List<Cell> cells(GrayImage intensity) {
    return Cells.measure(labels, intensity);
  }
}
