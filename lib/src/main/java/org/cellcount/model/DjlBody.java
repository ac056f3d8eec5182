package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.cellcount.ops.TorchRuntime;

/** A DJL block at work. */
final class DjlBody implements Layer {
  private static final int PROBE_STRIDES = 2;

  private final String name;
  private final int outputChannels;
  private final Block block;
  private final NDManager manager;

  private DjlBody(String name, int outputChannels, Block block, NDManager manager) {
    this.name = name;
    this.outputChannels = outputChannels;
    this.block = block;
    this.manager = manager;
  }

  /**
   * A new block whose parameters are the weights.
   *
   * @param seed of the block's own initialisers
   * @throws IllegalArgumentException if the block cannot be trained by the library, saying why
   */
  static DjlBody create(ModelConfig config, Weights weights, long seed) {
    DjlNetwork network = (DjlNetwork) config.network();
    String what = "network '" + network.label() + "'";
    Block block = network.blocks().apply(config.outputChannels());
    if (block == null || block.isInitialized()) {
      throw new IllegalArgumentException(
          what
              + " gave "
              + (block == null ? "no block" : "a block in use")
              + ", expected a new one");
    }
    int side = PROBE_STRIDES * network.stride();
    TorchRuntime.setSeed(seed);
    try {
      block.initialize(
          weights.manager(), DataType.FLOAT32, new Shape(1, config.inputChannels(), side, side));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          what
              + " cannot be built for images (N, "
              + config.inputChannels()
              + ", H, W): "
              + e.getMessage(),
          e);
    }
    adopt(what, block, weights);
    return new DjlBody(what, config.outputChannels(), block, weights.manager());
  }

  private static void adopt(String what, Block block, Weights weights) {
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Pair<String, Parameter> entry : block.getParameters()) {
      Parameter parameter = entry.getValue();
      if (!seen.add(parameter)) {
        throw new IllegalArgumentException(
            what + " uses parameter " + entry.getKey() + " twice, expected none to be shared");
      }
      boolean statistic =
          parameter.getType() == Parameter.Type.RUNNING_MEAN
              || parameter.getType() == Parameter.Type.RUNNING_VAR;
      if (!statistic && !parameter.requiresGradient()) {
        throw new IllegalArgumentException(
            what + " has the frozen parameter " + entry.getKey() + ", expected all to be trained");
      }
      weights.adopt(entry.getKey(), parameter.getArray(), !statistic);
    }
    if (weights.parameters().isEmpty()) {
      throw new IllegalArgumentException(what + " has no parameters to train");
    }
  }

  @Override
  public NDArray forward(NDArray x, Pass pass) {
    ParameterStore store = new ParameterStore(manager, false);
    NDList out = block.forward(store, new NDList(x), pass.training());
    Shape expected =
        new Shape(x.getShape().get(0), outputChannels, x.getShape().get(2), x.getShape().get(3));
    if (out.size() != 1 || !out.get(0).getShape().equals(expected)) {
      throw new IllegalArgumentException(
          name
              + " makes "
              + (out.size() == 1 ? out.get(0).getShape() : out.size() + " tensors")
              + " of images "
              + x.getShape()
              + ", expected "
              + expected);
    }
    return out.get(0);
  }
}
