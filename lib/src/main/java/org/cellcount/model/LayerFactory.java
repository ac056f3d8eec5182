package org.cellcount.model;

/**
 * Where the blocks get their layers from. A layer's tensors are named as in the public project's
 * PyTorch state dict: {@code <name>.weight}, {@code <name>.bias} and so on.
 */
interface LayerFactory {
  /**
   * Convolution without bias of a kernel x kernel window, batch normalisation, and where asked
   * max(x, 0): (N, in, H, W) to (N, out, H, W). The convolution is called {@code <block>.<index>},
   * the normalisation {@code <block>.<index + 1>}.
   */
  Layer convNorm(String block, int index, int in, int out, int kernel, boolean relu);

  /** Transposed 2x2 convolution of stride 2 with bias: (N, in, H, W) to (N, out, 2H, 2W). */
  UpConv upConv(String name, int in, int out);

  /** The last 1x1 convolution with bias, in float32: (N, in, H, W) to (N, out, H, W). */
  Layer head(String name, int in, int out);
}
