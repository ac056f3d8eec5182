package org.cellcount.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cellcount.count.CountResult;
import org.cellcount.data.DatasetStatistics;
import org.cellcount.image.Contrast;
import org.cellcount.image.GrayImage;
import org.cellcount.target.CellMaps;

/**
 * What about an image is unlike anything that a model has learned from, so that its count should be
 * looked at: one short sentence each, with what to do.
 */
final class FieldWarnings {
  /** Cells narrower than this are a few pixels of noise each. */
  private static final double NARROWEST = 6;

  /** Share of the image that cells cover where many lie on each other. */
  private static final double CROWDED = 0.55;

  /** Share of the pixels of cells of which the network is not sure whether they are cell. */
  private static final double BLURRED = 0.7;

  private static final float SURE = 0.9f;
  private static final int FEW_CELLS = 3;

  private FieldWarnings() {}

  /**
   * Looks at an image and what was found in it.
   *
   * @param image as it came
   * @param maps what the network said of it, of the size at which it was counted
   * @param counted the cells, of that size
   */
  static List<String> of(GrayImage image, CellMaps maps, CountResult counted) {
    List<String> warnings = new ArrayList<>();
    Contrast contrast = Contrast.of(image);
    if (contrast.isEmpty()) {
      warnings.add("nothing rises above the background: check channel, focus and exposure");
      return warnings;
    }
    double covered = share(counted);
    // Where bright cells cover most of it, most of an image is bright too.
    if (contrast.isInverted() && covered <= CROWDED) {
      warnings.add(
          "dark on a bright ground: the model knows bright cells on dark, invert the image");
    }
    if (contrast.isOutshone()) {
      warnings.add("some pixels are far brighter than the cells: look for dirt or hot pixels");
    }
    if (counted.count() == 0) {
      warnings.add("something rises above the background, but no cell: check focus and scale");
    }
    double diameter = DatasetStatistics.typicalDiameter(counted.labels());
    if (counted.count() >= FEW_CELLS && diameter < NARROWEST) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "cells of only %.0f pixels: take the image at a higher magnification",
              diameter));
    }
    if (covered > CROWDED) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "cells cover %.0f %% of the image: where they lie on each other they are too few",
              100 * covered));
    }
    if (counted.count() >= FEW_CELLS && doubtful(maps) > BLURRED) {
      warnings.add("the edges of the cells are not to be seen: is the image in focus?");
    }
    return warnings;
  }

  private static double share(CountResult counted) {
    return (double) counted.labels().foreground().area() / counted.labels().labels().length;
  }

  /** Pixels that may or may not be of a cell, over those that are. */
  private static double doubtful(CellMaps maps) {
    int doubtful = 0;
    int cell = 0;
    for (float p : maps.foreground().pixels()) {
      doubtful += p > 1 - SURE && p < SURE ? 1 : 0;
      cell += p > 0.5 ? 1 : 0;
    }
    return cell == 0 ? 0 : (double) doubtful / cell;
  }
}
