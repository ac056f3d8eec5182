package org.cellcount.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Collection;

/**
 * Tensor operations that DJL's PyTorch engine lacks or does otherwise, all with gradients unless
 * said otherwise. Images are N, C, H, W. Each result belongs to the manager of the first argument.
 * Convolutions cast their weights to the type of the activations, so that float32 weights serve
 * bfloat16 activations.
 */
public final class TorchOps {
  private TorchOps() {}

  /** A copy of x (N, C, H, W) in channels_last memory as float32 or bfloat16. */
  public static NDArray toChannelsLast(NDArray x, DataType type) {
    return switch (type) {
      case FLOAT32 -> ScriptModule.call("to_channels_last_float32", x);
      case BFLOAT16 -> ScriptModule.call("to_channels_last_bfloat16", x);
      default -> throw new IllegalArgumentException("no activations of type " + type);
    };
  }

  /** x as float32; x itself, under a new handle, if it is that already. */
  public static NDArray toFloat32(NDArray x) {
    return ScriptModule.call("to_float32", x);
  }

  /** x as bfloat16; no gradient. */
  public static NDArray toBfloat16(NDArray x) {
    return ScriptModule.call("to_bfloat16", x);
  }

  /**
   * Convolution that keeps the image size: x (N, I, H, W) and weight (O, I, K, K), K odd, to (N, O,
   * H, W).
   */
  public static NDArray conv2d(NDArray x, NDArray weight) {
    return ScriptModule.call("conv2d", x, weight);
  }

  /** Convolution as {@link #conv2d(NDArray, NDArray)} plus a bias (O). */
  public static NDArray conv2d(NDArray x, NDArray weight, NDArray bias) {
    return ScriptModule.call("conv2d_bias", x, weight, bias);
  }

  /** Convolution plus bias (O), then negative values set to zero. */
  public static NDArray conv2dRelu(NDArray x, NDArray weight, NDArray bias) {
    return ScriptModule.call("conv2d_bias_relu", x, weight, bias);
  }

  /**
   * Transposed convolution of stride 2: x (N, I, H, W), weight (I, O, 2, 2) and bias (O) to (N, O,
   * 2H, 2W).
   */
  public static NDArray upConv2d(NDArray x, NDArray weight, NDArray bias) {
    return ScriptModule.call("up_conv2d", x, weight, bias);
  }

  /**
   * Zeros on the right of and below x (N, C, H, W) up to the height and width of like; x itself,
   * under a new handle, where they agree.
   */
  public static NDArray padTo(NDArray x, NDArray like) {
    return ScriptModule.call("pad_to", x, like);
  }

  /** Bilinear interpolation of x (N, C, H, W) to the height and width of like, corners aligned. */
  public static NDArray resizeTo(NDArray x, NDArray like) {
    return ScriptModule.call("resize_to", x, like);
  }

  /** The maximum of each 2x2 window: (N, C, H, W) to (N, C, H/2, W/2), rounded down. */
  public static NDArray maxPool2d(NDArray x) {
    return ScriptModule.call("max_pool2d", x);
  }

  /**
   * The sum of each 16x16 window: (N, C, H, W) to (N, C, H/16, W/16), rounded up; windows at the
   * right and lower edge may be smaller.
   */
  public static NDArray sumPool2d(NDArray x) {
    return ScriptModule.call("sum_pool2d", x);
  }

  /** log(1 + exp(x)). */
  public static NDArray softplus(NDArray x) {
    return ScriptModule.call("softplus", x);
  }

  /** The mean of every channel: (N, C, H, W) to (N, C, 1, 1). */
  public static NDArray globalMean(NDArray x) {
    return ScriptModule.call("global_mean", x);
  }

  /** Channels of a, then channels of b: (N, A, H, W) and (N, B, H, W) to (N, A + B, H, W). */
  public static NDArray concat(NDArray a, NDArray b) {
    return ScriptModule.call("concat", a, b);
  }

  /** max(x, 0). */
  public static NDArray relu(NDArray x) {
    return ScriptModule.call("relu", x);
  }

  /** max(a + b, 0) of two tensors of the same shape. */
  public static NDArray addRelu(NDArray a, NDArray b) {
    return ScriptModule.call("add_relu", a, b);
  }

  /**
   * Batch normalisation of x (N, C, H, W) with weight, bias, mean and variance (C), eps 1e-5.
   *
   * @param training true normalises by the batch's own statistics and moves mean and variance a
   *     tenth of the way towards them, in place; false normalises by mean and variance
   */
  public static NDArray batchNorm(
      NDArray x, NDArray weight, NDArray bias, NDArray mean, NDArray variance, boolean training) {
    String method = training ? "batch_norm_train" : "batch_norm_eval";
    return ScriptModule.call(method, x, weight, bias, mean, variance);
  }

  /**
   * Binary cross-entropy of each pixel: logits and targets in 0..1 of the same shape to that shape.
   */
  public static NDArray bcePerPixel(NDArray logits, NDArray target) {
    return ScriptModule.call("bce_with_logits", logits, target);
  }

  /** Mean binary cross-entropy of logits and targets in 0..1 of the same shape: a scalar. */
  public static NDArray bceWithLogits(NDArray logits, NDArray target) {
    return bcePerPixel(logits, target).mean();
  }

  /** Mean over all pixels of weight times binary cross-entropy; three tensors of one shape. */
  public static NDArray bceWithLogits(NDArray logits, NDArray target, NDArray weight) {
    return bcePerPixel(logits, target).mul(weight).mean();
  }

  /** Copies the values of source into target, whatever their memory layouts; no gradient. */
  public static void copy(NDArray source, NDArray target) {
    IValue to = IValue.from((PtNDArray) target);
    ScriptModule.callDetached("copy_", to, IValue.from((PtNDArray) source)).close();
  }

  /**
   * Euclidean norm of all values of all tensors; NaN or infinite if one of them is; no gradient.
   */
  public static double norm(Collection<NDArray> tensors) {
    try (IValue norm = ScriptModule.callDetached("norm", ScriptModule.list(tensors))) {
      return norm.toDouble();
    }
  }
}
