package org.cellcount.model;

import org.cellcount.base.Require;

/**
 * What one row (or column) of a U-Net's output depends on, followed back to the image: down the
 * decoders to some level, there across the skip or, below the last one, through the bottleneck, and
 * up the encoders. That level is where the path turns: 1 is the uppermost skip, one more than
 * {@link UNet#levels} the bottleneck. The path through the bottleneck sees most, see {@link
 * FeatureMap#seenBy}.
 *
 * @param network the network
 * @param index of the output's row or column; its sizes are multiples of the network's stride
 */
public record ReceptiveField(UNet network, int index) {

  /**
   * The rows of a decoder's map; for one more than the network's levels those of the bottleneck.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  public Span decoder(int level) {
    Require.between("level", level, 1, network.levels() + 1);
    Span span = new Span(index, index);
    for (int above = 1; above < level; above++) {
      span = widened(span).halved();
    }
    return span;
  }

  /**
   * The rows of an encoder's map.
   *
   * @param level of the encoder
   * @param turn where the path turns, at the level or below
   * @throws IllegalArgumentException if there is no such level or turn
   */
  public Span encoder(int level, int turn) {
    Require.between("level", level, 1, network.levels());
    Require.between("turn", turn, level, network.levels() + 1);
    // Over the skip the decoder reads the encoder's map itself; from below it comes pooled.
    Span span = widened(decoder(turn));
    if (turn > network.levels()) {
      span = span.doubled();
      turn--;
    }
    for (int below = turn; below > level; below--) {
      span = widened(span).doubled();
    }
    return span;
  }

  /**
   * The rows of the image; some may lie beyond it, where there are zeros.
   *
   * @param turn where the path turns
   * @throws IllegalArgumentException if there is no such turn
   */
  public Span image(int turn) {
    return widened(encoder(1, turn));
  }

  private Span widened(Span span) {
    return span.widened(network.block().reach());
  }
}
