package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.HostTensors;
import org.cellcount.ops.Precision;

/** Builds networks of either kind. */
final class Bodies {
  private Bodies() {}

  /** One to train; its tensors become the weights. */
  static Layer trainable(ModelConfig config, Weights weights, Precision precision, long seed) {
    if (config.network() instanceof UNet unet) {
      var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      Layers layers = new TrainableLayers(weights, random);
      return prepared(
          precision, unet.build(layers, config.inputChannels(), config.outputChannels()));
    }
    return DjlBody.create(config, weights, seed);
  }

  /** One for inference alone; its tensors belong to the manager of the weights. */
  static Layer frozen(
      ModelConfig config, Map<String, HostTensor> stateDict, Weights weights, Precision precision) {
    if (config.network() instanceof UNet unet) {
      Layers layers = new FrozenLayers(stateDict, weights.manager(), precision);
      return prepared(
          precision, unet.build(layers, config.inputChannels(), config.outputChannels()));
    }
    DjlBody body = DjlBody.create(config, weights, 0);
    HostTensors.load("state dict for " + config.label(), stateDict, weights.all());
    return body;
  }

  /** A network of ours gets its images in the precision it computes in; a block of DJL's as is. */
  private static Layer prepared(Precision precision, Layer network) {
    return (x, pass) -> {
      try (NDArray input = precision.prepare(x)) {
        return network.forward(input, pass);
      }
    };
  }
}
