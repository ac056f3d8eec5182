package org.cellcount.model;

/** Makes the gate of a level's skip, ours or the reader's own. */
@FunctionalInterface
public interface GatePart {
  /** Everything passes, as in the U-Net. */
  GatePart OPEN = (layers, name, channels) -> (up, skip, pass) -> skip;

  /**
   * A number in 0..1 for each pixel of the skip, that depends on skip and map from below (Oktay et
   * al. 2018, <a href="https://arxiv.org/abs/1804.03999">arXiv:1804.03999</a>).
   */
  GatePart ATTENTION = AttentionGate::new;

  /**
   * Makes the gate.
   *
   * @param layers where layers come from
   * @param name under which its weights are kept, {@code attn1} for the uppermost level
   * @param channels of the skip and of the map from below
   */
  Gate build(Layers layers, String name, int channels);
}
