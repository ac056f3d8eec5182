package org.cellcount.model;

import ai.djl.nn.Block;
import java.util.List;
import java.util.function.IntFunction;
import org.cellcount.base.Names;
import org.cellcount.base.Require;

/**
 * Any block of DJL's as a network: (N, C, H, W) float32 in, (N, O, H, W) logits out, computed in
 * 32-bit floats. What the library's loop saves is the block's parameters, so it has no frozen or
 * shared ones and no randomness of its own, such as dropout.
 *
 * @param label its name in tables and files, see {@link Names#check}
 * @param blocks makes a new block for a number of output channels, every time the same
 * @param stride heights and widths that the block is given are multiples of this
 * @param margin pixels around a part of an image that its logits may depend on; a multiple of the
 *     stride
 */
public record DjlNetwork(String label, IntFunction<? extends Block> blocks, int stride, int margin)
    implements Network {
  /** Checks name and sizes. */
  public DjlNetwork {
    Names.check("network", label);
    Require.present("blocks", blocks);
    Require.atLeast("stride", stride, 1);
    Require.that(margin >= 0 && margin % stride == 0, "margin", margin, "multiples of " + stride);
  }

  /** One that halves an image at most four times and sees at most 96 pixels far, as a U-Net. */
  public DjlNetwork(String label, IntFunction<? extends Block> blocks) {
    this(label, blocks, UNet.PLAIN.stride(), UNet.PLAIN.margin());
  }

  /** None: they are the block's own affair. */
  @Override
  public List<Integer> widths() {
    return List.of();
  }

  @Override
  public DjlNetwork withBaseChannels(int baseChannels) {
    throw new IllegalArgumentException(
        "base channels "
            + baseChannels
            + ": network '"
            + label
            + "' is a block of DJL's, whose width is its own");
  }

  @Override
  public String title() {
    return label;
  }

  /** The name. */
  @Override
  public String toString() {
    return label;
  }
}
