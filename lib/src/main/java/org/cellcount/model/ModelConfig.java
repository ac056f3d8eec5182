package org.cellcount.model;

import ai.djl.ndarray.types.Shape;
import org.cellcount.base.Require;

/**
 * What decides the shape of every weight.
 *
 * @param network how it is built
 * @param inputChannels channels of an image, at least 1
 * @param outputChannels maps that come out, at least 1
 */
public record ModelConfig(Network network, int inputChannels, int outputChannels) {
  /** Checks the ranges. */
  public ModelConfig {
    Require.present("network", network);
    Require.atLeast("input channels", inputChannels, 1);
    Require.atLeast("output channels", outputChannels, 1);
  }

  /** Gray images in, one map out. */
  public static ModelConfig of(Network network) {
    return new ModelConfig(network, 1, 1);
  }

  /** Fails unless images of a shape can go in. */
  void checkImages(Shape shape) {
    int least = network.stride();
    if (shape.dimension() != 4
        || shape.get(1) != inputChannels
        || shape.get(2) < least
        || shape.get(3) < least) {
      throw new IllegalArgumentException(
          "images "
              + shape
              + " do not fit: expected (N, "
              + inputChannels
              + ", H, W) with H and W at least "
              + least);
    }
  }

  /** A short name such as {@code U-Net 64}. */
  public String label() {
    return network.title();
  }
}
