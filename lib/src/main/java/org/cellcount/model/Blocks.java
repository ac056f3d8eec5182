package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import org.cellcount.ops.TorchOps;

/** The blocks that the levels are made of: (N, in, H, W) to (N, out, H, W). */
final class Blocks {
  private Blocks() {}

  /** Twice: 3x3 convolution, batch normalisation, max(x, 0). */
  static Layer doubleConv(LayerFactory layers, String name, int in, int out) {
    return layers
        .convNorm(name, 0, in, out, 3, true)
        .then(layers.convNorm(name, 3, out, out, 3, true));
  }

  /**
   * A double convolution whose input is added before the last max(x, 0); a 1x1 convolution brings
   * the input to the new number of channels where that changes.
   */
  static Layer residual(LayerFactory layers, String name, int in, int out) {
    String block = name + ".conv_block";
    Layer main =
        layers
            .convNorm(block, 0, in, out, 3, true)
            .then(layers.convNorm(block, 3, out, out, 3, false));
    if (in == out) {
      return (x, pass) -> {
        try (NDArray change = main.forward(x, pass)) {
          return TorchOps.addRelu(change, x);
        }
      };
    }
    Layer shortcut = layers.convNorm(name + ".shortcut", 0, in, out, 1, false);
    return (x, pass) -> {
      try (NDArray change = main.forward(x, pass);
          NDArray input = shortcut.forward(x, pass)) {
        return TorchOps.addRelu(change, input);
      }
    };
  }
}
