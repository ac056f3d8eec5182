package org.cellcount.model;

import java.util.List;
import org.cellcount.base.Named;
import org.cellcount.base.Names;

/**
 * How a network is built, gray images in and maps of logits out: a {@link UNet} of the library's
 * parts and the reader's own, or any block of DJL's, a {@link DjlNetwork}.
 */
public sealed interface Network extends Named permits UNet, DjlNetwork {
  /** The library's own, at the published width. */
  List<UNet> OURS = List.of(UNet.PLAIN, UNet.ATTENTION, UNet.RESIDUAL);

  /**
   * One of ours by name: {@code attention_unet}, {@code Attention U-Net}.
   *
   * @throws IllegalArgumentException for another name
   */
  static UNet of(String name) {
    return Names.find("network", name, OURS);
  }

  /** Name and width, such as {@code U-Net 64}. */
  String title();

  /** Channels of each level from the top down; none where the library does not know. */
  List<Integer> widths();

  /**
   * The same with another width.
   *
   * @param baseChannels channels of the first level
   * @throws IllegalArgumentException if its width is not the library's to change
   */
  Network withBaseChannels(int baseChannels);

  /** Heights and widths are best multiples of this, and no smaller. */
  int stride();

  /**
   * Pixels around a part of an image that its logits may depend on, where the part begins and ends
   * at multiples of the stride; a multiple of it as well.
   */
  int margin();
}
