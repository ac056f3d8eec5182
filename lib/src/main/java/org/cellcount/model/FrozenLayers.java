package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Map;
import org.cellcount.ops.FusedConvolution;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.ops.TorchOps;

/**
 * Layers of a trained state dict for inference: each batch normalisation is folded into the
 * convolution before it, and the weights are cast to the type of the activations once.
 */
final class FrozenLayers implements Layers {
  private static final double EPSILON = 1e-5;

  private final Map<String, HostTensor> stateDict;
  private final NDManager manager;
  private final DataType type;
  private final boolean fused;

  FrozenLayers(Map<String, HostTensor> stateDict, NDManager manager, Precision precision) {
    this.stateDict = stateDict;
    this.manager = manager;
    type = precision.activations(manager.getDevice());
    fused = FusedConvolution.serves(manager.getDevice(), precision);
  }

  /** w (x * k - mean) / sd + b = x * (k w / sd) + (b - mean w / sd). */
  @Override
  public Layer convNorm(String block, int index, int in, int out, int kernel, boolean relu) {
    String norm = block + "." + (index + 1);
    HostTensor original = stateDict.get(block + "." + index + ".weight");
    float[] weight = values(norm + ".weight");
    float[] offset = values(norm + ".bias").clone();
    float[] mean = values(norm + ".running_mean");
    float[] variance = values(norm + ".running_var");
    float[] folded = original.values().clone();
    int filter = folded.length / out;
    for (int o = 0; o < out; o++) {
      double scale = weight[o] / Math.sqrt(variance[o] + EPSILON);
      offset[o] -= (float) (mean[o] * scale);
      for (int i = o * filter; i < (o + 1) * filter; i++) {
        folded[i] *= (float) scale;
      }
    }
    NDArray k = create(new HostTensor(original.shape(), folded), type);
    NDArray b = create(new HostTensor(stateDict.get(norm + ".bias").shape(), offset), type);
    if (!relu) {
      return (x, pass) -> TorchOps.conv2d(x, k, b);
    }
    return fused
        ? (x, pass) -> FusedConvolution.conv2dRelu(x, k, b)
        : (x, pass) -> TorchOps.conv2dRelu(x, k, b);
  }

  @Override
  public Layer upConv(String name, int in, int out) {
    return new UpConv(tensor(name + ".weight", type), tensor(name + ".bias", type));
  }

  @Override
  public Layer conv(String name, int in, int out, int kernel) {
    NDArray weight = tensor(name + ".weight", type);
    NDArray offset = tensor(name + ".bias", type);
    return (x, pass) -> TorchOps.conv2d(x, weight, offset);
  }

  @Override
  public Layer head(String name, int in, int out) {
    return new Head(
        tensor(name + ".weight", DataType.FLOAT32), tensor(name + ".bias", DataType.FLOAT32));
  }

  private float[] values(String name) {
    return stateDict.get(name).values();
  }

  private NDArray tensor(String name, DataType as) {
    return create(stateDict.get(name), as);
  }

  private NDArray create(HostTensor tensor, DataType as) {
    NDArray wide = manager.create(tensor.values(), tensor.shape());
    if (as == DataType.FLOAT32) {
      return wide;
    }
    try (wide) {
      return TorchOps.toBfloat16(wide);
    }
  }
}
