package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.cellcount.ops.TorchOps;

/**
 * Scales each pixel of a skip by a number in 0..1 that depends on the skip and on the map from
 * below: sigmoid(psi(max(W_gate up + W_skip skip, 0))), with three 1x1 convolutions, each
 * normalised (Oktay et al. 2018, <a href="https://arxiv.org/abs/1804.03999">arXiv:1804.03999</a>).
 */
final class AttentionGate implements Gate {
  /** How the names of all gates begin. */
  static final String PREFIX = "attn";

  private final String name;
  private final Layer fromUp;
  private final Layer fromSkip;
  private final Layer psi;

  AttentionGate(Layers layers, String name, int channels) {
    this.name = name;
    int inner = channels / 2;
    fromUp = layers.convNorm(name + ".W_gate", 0, channels, inner, 1, false);
    fromSkip = layers.convNorm(name + ".W_skip", 0, channels, inner, 1, false);
    psi = layers.convNorm(name + ".psi", 0, inner, 1, 1, false);
  }

  @Override
  public NDArray forward(NDArray up, NDArray skip, Pass pass) {
    try (NDArray gate = fromUp.forward(up, pass);
        NDArray a = TorchOps.resizeTo(gate, skip);
        NDArray b = fromSkip.forward(skip, pass);
        NDArray sum = TorchOps.addRelu(a, b);
        NDArray score = psi.forward(sum, pass);
        NDArray attention = Activation.sigmoid(score)) {
      pass.show(name, attention);
      return skip.mul(attention);
    }
  }
}
