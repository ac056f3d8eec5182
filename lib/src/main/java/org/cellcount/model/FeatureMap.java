package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.TorchOps;

/**
 * What one level of the network makes of some images.
 *
 * @param level {@code enc1}, {@code bottleneck}, {@code dec1}, {@code attn1} and the like
 * @param values (N, C, H, W)
 */
public record FeatureMap(String level, HostTensor values) {
  static FeatureMap of(String level, NDArray map) {
    try (NDArray wide = TorchOps.toFloat32(map)) {
      return new FeatureMap(level, HostTensor.copyOf(wide));
    }
  }

  /** Image pixels per pixel of the map, in each direction: 1, 2, 4, 8 or 16. */
  public int scale() {
    return 1 << depth();
  }

  /**
   * Height and width, in image pixels, of the window that one pixel of the map can depend on.
   *
   * <p>Going down, a 3x3 convolution widens it by two pixels of its level and the pooling by one.
   * Going up, the five pixels that two 3x3 convolutions look at lie in three pixels of the level
   * below.
   */
  public int receptiveField() {
    int down = 1;
    for (int d = 0; d <= Networks.LEVELS; d++) {
      down += (d == 0 ? 0 : 1 << (d - 1)) + 4 * (1 << d);
      if (d == depth() && level.startsWith("enc")) {
        return down;
      }
    }
    int up = down;
    for (int d = Networks.LEVELS - 1; d >= depth(); d--) {
      boolean decoded = d > depth() || level.startsWith("dec");
      up += decoded ? 2 * (2 << d) : 0;
    }
    return up;
  }

  /** 0 at the level of the image, one more for each level below. */
  private int depth() {
    return level.equals("bottleneck")
        ? Networks.LEVELS
        : Integer.parseInt(level.substring(level.length() - 1)) - 1;
  }
}
