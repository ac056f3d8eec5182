package org.cellcount.export;

import java.util.List;
import java.util.Optional;
import org.cellcount.base.Require;
import org.cellcount.count.CountResult;
import org.cellcount.image.GrayImage;
import org.cellcount.image.Normalisation;
import org.cellcount.image.PixelSize;
import org.cellcount.image.Rows;
import org.cellcount.measure.Cell;

/**
 * An image with its cells, ready to be written.
 *
 * @param labels which cell a pixel belongs to, 0 for none
 * @param brightness the image as it is to be shown, 0 black to 1 white, of the same size
 * @param cells every cell of the labels, measured
 * @param pixelSize where known
 */
public record CountedImage(
    Rows<int[]> labels, Rows<float[]> brightness, List<Cell> cells, Optional<PixelSize> pixelSize) {
  /**
   * Checks that the sizes fit.
   *
   * @throws IllegalArgumentException if they do not
   */
  public CountedImage {
    Require.sameSize(
        "brightness", brightness.height(), brightness.width(), labels.height(), labels.width());
    cells = List.copyOf(cells);
    Require.present("pixelSize", pixelSize);
  }

  /**
   * An image of one channel.
   *
   * @param image intensities
   * @param result its cells
   * @throws IllegalArgumentException if the sizes differ
   */
  public static CountedImage of(
      GrayImage image, CountResult result, Optional<PixelSize> pixelSize) {
    return of(image, result, result.cells(image), pixelSize);
  }

  /**
   * The same with cells that are measured already.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static CountedImage of(
      GrayImage image, CountResult result, List<Cell> cells, Optional<PixelSize> pixelSize) {
    return new CountedImage(
        Rows.of(result.labels()), Rows.of(Normalisation.PERCENTILE.apply(image)), cells, pixelSize);
  }

  /** The largest label, 0 without cells. */
  int largestLabel() {
    return cells.stream().mapToInt(Cell::label).max().orElse(0);
  }
}
