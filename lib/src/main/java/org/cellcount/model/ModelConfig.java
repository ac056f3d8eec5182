package org.cellcount.model;

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

  /** Gray images in, one map out. */
  public static ModelConfig of(Architecture architecture, int baseChannels) {
    return new ModelConfig(architecture, baseChannels, 1, 1);
  }

  /** A short name such as {@code U-Net 64}. */
  public String label() {
    return architecture.label() + " " + baseChannels;
  }
}
