package org.cellcount.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cellcount.data.DatasetStatistics;
import org.cellcount.image.Contrast;

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

  private static final int FEW_CELLS = 3;

  private FieldWarnings() {}

  /**
   * Looks at an image and what was found in it.
   *
   * @param contrast of the image as it came
   * @param doubt of the network, at the size at which the image was counted
   * @param areas of the cells in pixels, at that size
   * @param pixels of the image, at that size
   */
  static List<String> of(Contrast contrast, EdgeDoubt doubt, int[] areas, long pixels) {
    List<String> warnings = new ArrayList<>();
    if (contrast.isEmpty()) {
      warnings.add("nothing rises above the background: check channel, focus and exposure");
      return warnings;
    }
    if (contrast.isMask()) {
      warnings.add("two or three intensities, as in a mask: count the image that it was made of");
      return warnings;
    }
    double covered = Arrays.stream(areas).asLongStream().sum() / (double) pixels;
    // Where bright cells cover most of it, most of an image is bright too.
    if (contrast.isInverted() && covered <= CROWDED) {
      warnings.add(
          "dark on a bright ground: the model knows bright cells on dark, invert the image");
    }
    if (contrast.isOutshone()) {
      warnings.add("some pixels are far brighter than the cells: look for dirt or hot pixels");
    }
    if (areas.length == 0) {
      warnings.add("something rises above the background, but no cell: check focus and scale");
    }
    double diameter = DatasetStatistics.typicalDiameter(areas);
    if (areas.length >= FEW_CELLS && diameter < NARROWEST) {
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
    if (areas.length >= FEW_CELLS && doubt.share() > BLURRED) {
      warnings.add("the edges of the cells are not to be seen: is the image in focus?");
    }
    return warnings;
  }
}
