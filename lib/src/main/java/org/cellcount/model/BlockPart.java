package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import org.cellcount.ops.TorchOps;

/**
 * Makes the block of a level, (N, in, H, W) to (N, out, H, W): ours or the reader's own. A block
 * with squeeze and excitation (Hu et al. 2018, <a
 * href="https://arxiv.org/abs/1709.01507">arXiv:1709.01507</a>):
 *
 * <pre>{@code
 * BlockPart squeezing = (layers, name, in, out) -> {
 *   Layer block = BlockPart.DOUBLE_CONV.build(layers, name, in, out);
 *   Layer squeeze = layers.conv(name + ".squeeze", out, out / 2, 1);
 *   Layer excite = layers.conv(name + ".excite", out / 2, out, 1);
 *   return block.then((x, pass) -> {
 *     NDArray mean = TorchOps.relu(squeeze.forward(TorchOps.globalMean(x), pass));
 *     return x.mul(Activation.sigmoid(excite.forward(mean, pass)));
 *   });
 * };
 * }</pre>
 */
@FunctionalInterface
public interface BlockPart {
  /** Twice: 3x3 convolution, batch normalisation, max(x, 0). */
  BlockPart DOUBLE_CONV =
      (layers, name, in, out) ->
          layers
              .convNorm(name + ".block", 0, in, out, 3, true)
              .then(layers.convNorm(name + ".block", 3, out, out, 3, true));

  /**
   * A double convolution whose input is added before the last max(x, 0); a 1x1 convolution brings
   * the input to the new number of channels where that changes.
   */
  BlockPart RESIDUAL = BlockPart::residual;

  /**
   * Makes the block.
   *
   * @param layers where layers come from
   * @param name under which its weights are kept
   * @param in channels that come in
   * @param out channels that go out
   */
  Layer build(Layers layers, String name, int in, int out);

  /** How many pixels far the block looks in each direction: 2 for two 3x3 convolutions. */
  default int reach() {
    return 2;
  }

  private static Layer residual(Layers layers, String name, int in, int out) {
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
