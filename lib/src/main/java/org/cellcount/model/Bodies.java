package org.cellcount.model;

import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.HostTensors;

/** Builds networks of either kind. */
final class Bodies {
  private Bodies() {}

  /** One to train; its tensors become the weights. */
  static Layer trainable(ModelConfig config, Weights weights, long seed) {
    if (config.network() instanceof UNet unet) {
      var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      Layers layers = new TrainableLayers(weights, random);
      return unet.build(layers, config.inputChannels(), config.outputChannels());
    }
    return DjlBody.create(config, weights, seed);
  }

  /** One for inference alone; its tensors belong to the manager of the weights. */
  static Layer frozen(
      ModelConfig config, Map<String, HostTensor> stateDict, Weights weights, DataType type) {
    if (config.network() instanceof UNet unet) {
      Layers layers = new FrozenLayers(stateDict, weights.manager(), type);
      return unet.build(layers, config.inputChannels(), config.outputChannels());
    }
    DjlBody body = DjlBody.create(config, weights, 0);
    HostTensors.load("state dict for " + config.label(), stateDict, weights.all());
    return body;
  }
}
