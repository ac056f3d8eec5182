package org.cellcount.model;

/**
 * Where a network's parts get their layers from: with new weights for training, or with trained
 * ones folded and cast for inference. A part asks for its layers once and in the same order either
 * way. Names become the names of weights on disk, {@code <name>.weight}, {@code <name>.bias} and so
 * on; ours are those of the public project's PyTorch state dict.
 */
public interface Layers {
  /**
   * Convolution without bias of a kernel x kernel window, batch normalisation, and where asked
   * max(x, 0): (N, in, H, W) to (N, out, H, W). The convolution is called {@code <block>.<index>},
   * the normalisation {@code <block>.<index + 1>}.
   */
  Layer convNorm(String block, int index, int in, int out, int kernel, boolean relu);

  /** Convolution with bias of a kernel x kernel window: (N, in, H, W) to (N, out, H, W). */
  Layer conv(String name, int in, int out, int kernel);

  /** Transposed 2x2 convolution of stride 2 with bias: (N, in, H, W) to (N, out, 2H, 2W). */
  Layer upConv(String name, int in, int out);

  /** The last 1x1 convolution with bias, in float32: (N, in, H, W) to (N, out, H, W). */
  Layer head(String name, int in, int out);
}
