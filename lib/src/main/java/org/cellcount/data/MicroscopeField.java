package org.cellcount.data;

import java.util.Optional;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * A whole microscope image with the label of every cell.
 *
 * @param id its name in the collection
 * @param image intensities, 0..1
 * @param labels cell numbers, 0 for background, of the image's size
 */
public record MicroscopeField(String id, GrayImage image, LabelImage labels) {
  /** The field as a sample whose mask is its foreground. */
  public CellSample sample() {
    return new CellSample(image, labels.foreground().toGray(), Optional.of(labels));
  }

  /** Diameter of the disc that has the median cell's area, in pixels; 0 without cells. */
  public double medianDiameter() {
    return DatasetStatistics.medianDiameter(DatasetStatistics.areas(labels));
  }

  /** Number of cells. */
  public int count() {
    return labels.count();
  }
}
