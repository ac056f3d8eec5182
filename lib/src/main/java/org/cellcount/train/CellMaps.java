package org.cellcount.train;

import java.util.Optional;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountResult;
import org.cellcount.image.GrayImage;

/**
 * What a trained network says about an image.
 *
 * @param foreground probability that a pixel belongs to a cell, 0..1
 * @param separation a landscape with a hill in every cell, 0..1, if the network learned one
 */
public record CellMaps(GrayImage foreground, Optional<GrayImage> separation) {

  /** Counts and labels the cells, with the learned landscape where there is one. */
  public CountResult cells(CellCounter counter) {
    return separation
        .map(map -> counter.count(foreground, map))
        .orElseGet(() -> counter.count(foreground));
  }

  /** Counts the cells. */
  public int count(CellCounter counter) {
    return separation.isPresent() ? cells(counter).count() : counter.countOnly(foreground);
  }
}
