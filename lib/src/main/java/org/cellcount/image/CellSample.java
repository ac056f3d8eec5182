package org.cellcount.image;

import java.util.Optional;

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
    String size = image.height() + "x" + image.width();
    if (mask.height() != image.height() || mask.width() != image.width()) {
      throw new IllegalArgumentException(
          "mask " + mask.height() + "x" + mask.width() + " does not match image " + size);
    }
    if (labels.isPresent()
        && (labels.get().height() != image.height() || labels.get().width() != image.width())) {
      throw new IllegalArgumentException(
          "labels "
              + labels.get().height()
              + "x"
              + labels.get().width()
              + " do not match image "
              + size);
    }
  }
}
