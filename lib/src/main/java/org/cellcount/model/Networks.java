package org.cellcount.model;

import java.util.ArrayList;
import java.util.List;

/** Builds the network of a configuration; layers are asked for in the order of the state dict. */
final class Networks {
  static final int LEVELS = 4;

  private final ModelConfig config;
  private final LayerFactory layers;

  private Networks(ModelConfig config, LayerFactory layers) {
    this.config = config;
    this.layers = layers;
  }

  static Network build(ModelConfig config, LayerFactory layers) {
    return new Networks(config, layers).build();
  }

  private Network build() {
    List<Layer> encoders = new ArrayList<>();
    for (int i = 0; i < LEVELS; i++) {
      int in = i == 0 ? config.inputChannels() : channels(i - 1);
      encoders.add(block(encoderName(i), in, channels(i)));
    }
    Layer bottom = block(bottomName(), channels(LEVELS - 1), channels(LEVELS));
    List<Network.Level> levels = new ArrayList<>();
    for (int i = LEVELS - 1; i >= 0; i--) {
      levels.add(0, level(i, encoders.get(i)));
    }
    Layer head = layers.head("final_conv", channels(0), config.outputChannels());
    return new Network(levels, bottom, head, config.architecture() == Architecture.UNET);
  }

  private Network.Level level(int i, Layer encoder) {
    int channels = channels(i);
    int number = i + 1;
    boolean plain = config.architecture() == Architecture.UNET;
    UpConv up =
        layers.upConv(plain ? "dec" + number + ".up" : "up" + number, channels(i + 1), channels);
    Gate gate =
        config.architecture() == Architecture.ATTENTION_UNET
            ? new AttentionGate(layers, AttentionGate.PREFIX + number, channels)
            : Gate.OPEN;
    Layer decoder =
        block(plain ? "dec" + number + ".conv" : "dec" + number, 2 * channels, channels);
    return new Network.Level(encoder, up, gate, decoder);
  }

  private Layer block(String name, int in, int out) {
    return config.architecture() == Architecture.RESIDUAL_UNET
        ? Blocks.residual(layers, name, in, out)
        : Blocks.doubleConv(layers, name + ".block", in, out);
  }

  private String encoderName(int i) {
    boolean pooled = i > 0 && config.architecture() == Architecture.UNET;
    return "enc" + (i + 1) + (pooled ? ".pool_conv.1" : "");
  }

  private String bottomName() {
    return "bottleneck" + (config.architecture() == Architecture.UNET ? ".pool_conv.1" : "");
  }

  private int channels(int level) {
    return config.baseChannels() << level;
  }
}
