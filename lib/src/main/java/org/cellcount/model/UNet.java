package org.cellcount.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.base.Names;
import org.cellcount.base.Require;

/**
 * A U built from parts: on each level a block, a half-sized copy to the level below, and on the way
 * up a transposed convolution, a gated skip and a block. Ours have four levels and a bottleneck,
 * each twice as wide as the one above; {@code UNet.PLAIN.withLevels(5)} has five, {@code
 * UNet.PLAIN.withBlock("SE U-Net", mine)} other blocks.
 *
 * @param label its name in tables and files, see {@link Names#check}
 * @param widths channels of each level from the top down, the bottleneck's last; even
 * @param block makes the blocks
 * @param gate makes what stands in the skips
 * @param skipFirst whether the skip's channels come before those from below; the public project's
 *     U-Net has them first and names its weights in another way than its other networks
 */
public record UNet(
    String label, List<Integer> widths, BlockPart block, GatePart gate, boolean skipFirst)
    implements Network {
  private static final int LEVELS = 4;
  private static final int PUBLISHED_BASE = 64;

  /** Ronneberger et al. 2015, <a href="https://arxiv.org/abs/1505.04597">arXiv:1505.04597</a>. */
  public static final UNet PLAIN = published("U-Net", BlockPart.DOUBLE_CONV, GatePart.OPEN, true);

  /** Oktay et al. 2018, <a href="https://arxiv.org/abs/1804.03999">arXiv:1804.03999</a>. */
  public static final UNet ATTENTION =
      published("Attention U-Net", BlockPart.DOUBLE_CONV, GatePart.ATTENTION, false);

  /** Zhang et al. 2018, <a href="https://arxiv.org/abs/1711.10684">arXiv:1711.10684</a>. */
  public static final UNet RESIDUAL =
      published("Residual U-Net", BlockPart.RESIDUAL, GatePart.OPEN, false);

  /** Checks the name and the widths. */
  public UNet {
    Names.check("network", label);
    widths = List.copyOf(widths);
    Require.that(
        widths.size() >= 2, "widths", widths, "those of a level and a bottleneck at least");
    for (int width : widths) {
      Require.that(width >= 2 && width % 2 == 0, "width", width, "even numbers, 2 or more");
    }
    Require.present("block", block);
    Require.present("gate", gate);
  }

  private static UNet published(String label, BlockPart block, GatePart gate, boolean skipFirst) {
    return new UNet(label, doubled(PUBLISHED_BASE, LEVELS), block, gate, skipFirst);
  }

  private static List<Integer> doubled(int base, int levels) {
    return IntStream.rangeClosed(0, levels).mapToObj(level -> base << level).toList();
  }

  /** Levels above the bottleneck. */
  public int levels() {
    return widths.size() - 1;
  }

  /** Channels of the first level. */
  public int baseChannels() {
    return widths.get(0);
  }

  /** The same with another first level and the others in proportion. */
  @Override
  public UNet withBaseChannels(int baseChannels) {
    Require.that(
        baseChannels >= 2 && baseChannels % 2 == 0,
        "base channels",
        baseChannels,
        "even, 2 or more");
    return withWidths(
        widths.stream().mapToInt(width -> width * baseChannels / baseChannels()).toArray());
  }

  /** The same with so many levels above the bottleneck, each twice as wide as the one above. */
  public UNet withLevels(int levels) {
    Require.between("levels", levels, 1, 8);
    return new UNet(label, doubled(baseChannels(), levels), block, gate, skipFirst);
  }

  /** The same with other channels of each level, the bottleneck's last. */
  public UNet withWidths(int... widths) {
    return new UNet(label, Arrays.stream(widths).boxed().toList(), block, gate, skipFirst);
  }

  /** Another network, with other blocks. */
  public UNet withBlock(String label, BlockPart block) {
    return new UNet(label, widths, block, gate, skipFirst);
  }

  /** Another network, with something else in its skips. */
  public UNet withGate(String label, GatePart gate) {
    return new UNet(label, widths, block, gate, skipFirst);
  }

  @Override
  public String title() {
    String title = label + " " + baseChannels();
    return widths.equals(doubled(baseChannels(), LEVELS))
        ? title
        : title + " of " + levels() + " levels";
  }

  @Override
  public int stride() {
    return 1 << levels();
  }

  @Override
  public int margin() {
    FeatureMap last = new FeatureMap("dec1", this, null);
    int end = stride() - 1;
    int reach = Math.max(-last.seenBy(0).first(), last.seenBy(end).last() - end);
    return (reach + stride() - 1) / stride() * stride();
  }

  /** The layers, asked for in the order of the state dict. */
  Layer build(Layers layers, int inputChannels, int outputChannels) {
    List<Layer> encoders = new ArrayList<>();
    for (int i = 0; i < levels(); i++) {
      int in = i == 0 ? inputChannels : widths.get(i - 1);
      encoders.add(block.build(layers, encoderName(i), in, widths.get(i)));
    }
    Layer bottom =
        block.build(layers, bottomName(), widths.get(levels() - 1), widths.get(levels()));
    List<UNetBody.Level> built = new ArrayList<>();
    for (int i = levels() - 1; i >= 0; i--) {
      built.add(0, level(layers, i, encoders.get(i)));
    }
    Layer head = layers.head("final_conv", widths.get(0), outputChannels);
    return new UNetBody(built, bottom, head, skipFirst);
  }

  private UNetBody.Level level(Layers layers, int i, Layer encoder) {
    int channels = widths.get(i);
    String decoder = "dec" + (i + 1);
    Layer up = layers.upConv(upName(i), widths.get(i + 1), channels);
    Gate passing = gate.build(layers, AttentionGate.PREFIX + (i + 1), channels);
    Layer join =
        block.build(layers, skipFirst ? decoder + ".conv" : decoder, 2 * channels, channels);
    return new UNetBody.Level(encoder, up, passing, join);
  }

  private String encoderName(int i) {
    return "enc" + (i + 1) + (i > 0 && skipFirst ? ".pool_conv.1" : "");
  }

  /** What the transposed convolution of a level, 0 the first, is called. */
  String upName(int i) {
    return skipFirst ? "dec" + (i + 1) + ".up" : "up" + (i + 1);
  }

  /** What the block below the last level is called. */
  String bottomName() {
    return "bottleneck" + (skipFirst ? ".pool_conv.1" : "");
  }

  /** Name and width. */
  @Override
  public String toString() {
    return title();
  }
}
