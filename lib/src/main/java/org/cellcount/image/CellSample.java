package org.cellcount.image;

import java.util.Optional;
import org.cellcount.base.Require;

/**
 * One training picture: an image, its foreground mask and, where known, the label of every cell.
 *
 * @param image intensities, 0..1
 * @param mask foreground, 0..1, possibly soft, of the image's size
 * @param labels cell numbers, 0 for background, of the image's size
 */
public record CellSample(GrayImage image, GrayImage mask, Optional<LabelImage> labels) {
  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public CellSample {
    Require.sameSize("mask", mask, image);
    labels.ifPresent(cells -> Require.sameSize("labels", cells, image));
  }
}
