package org.cellcount.train;

import java.nio.FloatBuffer;
import org.cellcount.count.InstanceMaps;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Draws what a network should answer for a sample, channel by channel. */
final class TargetMaps {
  /** Pixels on either side of a contact that belong to a touching border. */
  private static final int BORDER_RADIUS = 1;

  /** The U-Net paper's weight of the gap between cells, and its reach in pixels. */
  private static final double BORDER_WEIGHT = 10;

  private static final double BORDER_SIGMA = 5;

  /**
   * Cells below so many pixels weigh more, up to the limit; pixels between cells that touch too.
   */
  private static final double CELL_AREA = 100;

  private static final double CELL_LIMIT = 6;
  private static final double TOUCHING_WEIGHT = 3;

  private TargetMaps() {}

  /**
   * Writes the target's channels of one sample, {@code channels * height * width} floats.
   *
   * @throws IllegalArgumentException if the target needs labels and the sample has none
   */
  static void put(CellSample sample, Target target, FloatBuffer out) {
    out.put(sample.mask().pixels());
    switch (target) {
      case MASK, BORDER_WEIGHTS -> {}
      case BORDER_CLASS -> {
        BinaryImage border = InstanceMaps.touchingBorders(labels(sample, target), BORDER_RADIUS);
        out.put(border.toGray().pixels());
      }
      case DISTANCE -> out.put(InstanceMaps.distance(labels(sample, target)).pixels());
    }
  }

  /** Writes the loss weight of every pixel, {@code height * width} floats, 1 unless stated. */
  static void putWeights(CellSample sample, Target target, FloatBuffer out) {
    LabelImage labels = labels(sample, target);
    GrayImage weights =
        target == Target.BORDER_WEIGHTS
            ? InstanceMaps.borderWeights(labels, BORDER_WEIGHT, BORDER_SIGMA)
            : InstanceMaps.cellWeights(labels, CELL_AREA, CELL_LIMIT, TOUCHING_WEIGHT);
    out.put(weights.pixels());
  }

  private static LabelImage labels(CellSample sample, Target target) {
    return sample
        .labels()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "target '" + target.label() + "' needs the label of every cell, none given"));
  }
}
