package org.cellcount.ops;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;

/**
 * Convolution, bias and max(x, 0) in one go over a map in channels_last memory, where PyTorch's
 * build for this processor has oneDNN's operation. Elsewhere the three run one after another.
 */
public final class FusedConvolution {
  private static final Optional<ScriptModule> PACK = load();

  private FusedConvolution() {}

  private static Optional<ScriptModule> load() {
    try {
      return Optional.of(new ScriptModule("fused.py"));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  /** Whether it is there for activations on a device. */
  public static boolean serves(Device device, Precision precision) {
    if (device.isGpu() || precision == Precision.FP32 || PACK.isEmpty()) {
      return false;
    }
    DataType type = precision.activations(device);
    return type == DataType.FLOAT32 || type == Precision.AUTO.activations(device);
  }

  /**
   * As {@link TorchOps#conv2dRelu}, without gradients.
   *
   * @param x (N, I, H, W) in channels_last memory
   * @param weight (O, I, K, K) of the same type
   * @param bias (O) of the same type
   */
  public static NDArray conv2dRelu(NDArray x, NDArray weight, NDArray bias) {
    return PACK.orElseThrow().run("conv2d_bias_relu", x, weight, bias);
  }
}
