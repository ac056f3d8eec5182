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
   * Height and width, in image pixels, of the window that one pixel of the map depends on at most.
   *
   * <p>Going down, each 3x3 convolution widens it by two pixels of its level and each pooling by
   * one. Going up, n pixels look at n + 4 through two 3x3 convolutions, and those lie in at most (n
   * + 4) / 2 + 1 pixels of the level below.
   */
  public int receptiveField() {
    boolean encoder = level.startsWith("enc");
    int field = 0;
    for (int d = 0; d <= (encoder ? depth() : Networks.LEVELS); d++) {
      field += 4 * (1 << d) + (1 << d) / 2;
    }
    int pixels = 1;
    boolean gate = level.startsWith(AttentionGate.PREFIX);
    for (int d = gate ? depth() + 1 : depth(); !encoder && d < Networks.LEVELS; d++) {
      pixels = (pixels + 4) / 2 + 1;
    }
    return field + 1 + (pixels - 1) * (1 << Networks.LEVELS);
  }

  /** 0 at the level of the image, one more for each level below. */
  private int depth() {
    return level.equals("bottleneck")
        ? Networks.LEVELS
        : Integer.parseInt(level.substring(level.length() - 1)) - 1;
  }
}
