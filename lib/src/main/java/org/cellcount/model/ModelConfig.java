package org.cellcount.model;

import ai.djl.ndarray.types.Shape;

/**
 * What decides the shape of every weight.
 *
 * @param architecture how the levels are built
 * @param baseChannels channels of the first level, at least 2 and even; each level down doubles
 *     them
 * @param inputChannels channels of an image, at least 1
 * @param outputChannels maps that come out, at least 1
 */
public record ModelConfig(
    Architecture architecture, int baseChannels, int inputChannels, int outputChannels) {
  /** The least height and width of an image: each of the four levels halves the map. */
  public static final int MIN_SIZE = 1 << Networks.LEVELS;

  /** Checks the ranges. */
  public ModelConfig {
    if (architecture == null) {
      throw new IllegalArgumentException("architecture is missing");
    }
    if (baseChannels < 2 || baseChannels % 2 != 0) {
      throw new IllegalArgumentException(
          "base channels " + baseChannels + " must be even and at least 2");
    }
    if (inputChannels < 1 || outputChannels < 1) {
      throw new IllegalArgumentException(
          "input channels "
              + inputChannels
              + " and output channels "
              + outputChannels
              + " must be at least 1");
    }
  }

  /** Fails unless images of a shape can go in. */
  void checkImages(Shape shape) {
    if (shape.dimension() != 4
        || shape.get(1) != inputChannels
        || shape.get(2) < MIN_SIZE
        || shape.get(3) < MIN_SIZE) {
      throw new IllegalArgumentException(
          "images "
              + shape
              + " do not fit: expected (N, "
              + inputChannels
              + ", H, W) with H and W at least "
              + MIN_SIZE);
    }
  }

  /** Gray images in, one map out. */
  public static ModelConfig of(Architecture architecture, int baseChannels) {
    return new ModelConfig(architecture, baseChannels, 1, 1);
  }

  /** A short name such as {@code U-Net 64}. */
  public String label() {
    return architecture.label() + " " + baseChannels;
  }
}
