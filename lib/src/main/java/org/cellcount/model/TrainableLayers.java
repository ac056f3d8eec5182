package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.TorchOps;

/**
 * Layers with new weights, drawn as PyTorch does: uniform in plus or minus 1 / sqrt(fan-in), where
 * the fan-in of a kernel (A, B, K, K) is B K K. Scales start at 1, offsets at 0.
 */
final class TrainableLayers implements Layers {
  private final Weights weights;
  private final RandomGenerator random;

  TrainableLayers(Weights weights, RandomGenerator random) {
    this.weights = weights;
    this.random = random;
  }

  @Override
  public Layer convNorm(String block, int index, int in, int out, int kernel, boolean relu) {
    String norm = block + "." + (index + 1);
    return new ConvNorm(
        kernel(block + "." + index, out, in, kernel),
        weights.parameter(norm + ".weight", filled(out, 1)),
        weights.parameter(norm + ".bias", filled(out, 0)),
        weights.buffer(norm + ".running_mean", filled(out, 0)),
        weights.buffer(norm + ".running_var", filled(out, 1)),
        relu);
  }

  @Override
  public Layer upConv(String name, int in, int out) {
    return new UpConv(kernel(name, in, out, 2), bias(name, out, out * 4));
  }

  @Override
  public Layer conv(String name, int in, int out, int kernel) {
    NDArray weight = kernel(name, out, in, kernel);
    NDArray offset = bias(name, out, in * kernel * kernel);
    return (x, pass) -> TorchOps.conv2d(x, weight, offset);
  }

  @Override
  public Layer head(String name, int in, int out) {
    return new Head(kernel(name, out, in, 1), bias(name, out, in));
  }

  private NDArray kernel(String name, int first, int second, int size) {
    Shape shape = new Shape(first, second, size, size);
    return weights.parameter(name + ".weight", uniform(shape, second * size * size));
  }

  private NDArray bias(String name, int out, int fanIn) {
    return weights.parameter(name + ".bias", uniform(new Shape(out), fanIn));
  }

  private HostTensor uniform(Shape shape, int fanIn) {
    float bound = (float) (1 / Math.sqrt(fanIn));
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-bound, bound);
    }
    return new HostTensor(shape, values);
  }

  private static HostTensor filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return new HostTensor(new Shape(size), values);
  }
}
