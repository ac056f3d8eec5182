package org.cellcount.target;

import java.nio.FloatBuffer;
import org.cellcount.count.InstanceMaps;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.CellSample;
import org.cellcount.image.LabelImage;

/** Draws what a network should answer for a sample, channel by channel. */
public final class TargetMaps {
  /** Pixels on either side of a contact that belong to a touching border. */
  private static final int BORDER_RADIUS = 1;

  /** The U-Net paper's weight of the gap between cells, and its reach in pixels. */
  private static final double BORDER_WEIGHT = 10;

  private static final double BORDER_SIGMA = 5;

  private TargetMaps() {}

  /**
   * Writes the target's channels of one sample, {@code channels * height * width} floats.
   *
   * @throws IllegalArgumentException if the target needs labels and the sample has none
   */
  public static void put(CellSample sample, Target target, FloatBuffer out) {
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
  public static void putWeights(CellSample sample, Target target, FloatBuffer out) {
    out.put(
        InstanceMaps.borderWeights(labels(sample, target), BORDER_WEIGHT, BORDER_SIGMA).pixels());
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
