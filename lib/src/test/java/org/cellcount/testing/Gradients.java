package org.cellcount.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Compares gradients with central finite differences. */
public final class Gradients {
  private static final float STEP = 1e-2f;
  private static final int PROBES = 6;

  private Gradients() {}

  /** A tensor of values uniform in low..high. */
  public static NDArray uniform(NDManager manager, long seed, float low, float high, Shape shape) {
    Random random = new Random(seed);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (high - low) * random.nextFloat();
    }
    return manager.create(values, shape);
  }

  /** The gradient of the sum of an operation's results, each weighted by a fixed number. */
  public static List<float[]> of(Function<List<NDArray>, NDArray> operation, List<NDArray> inputs) {
    List<NDArray> copies = new ArrayList<>();
    for (NDArray input : inputs) {
      NDArray copy = input.getManager().create(input.toFloatArray(), input.getShape());
      copy.setRequiresGradient(true);
      copies.add(copy);
    }
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(weighted(operation.apply(copies)));
    }
    return copies.stream().map(copy -> copy.getGradient().toFloatArray()).toList();
  }

  /** Fails where the gradient of an operation by one of its inputs is off by more than a share. */
  public static void check(
      Function<List<NDArray>, NDArray> operation, List<NDArray> inputs, double tolerance) {
    List<float[]> gradients = of(operation, inputs);
    for (int k = 0; k < inputs.size(); k++) {
      float[] gradient = gradients.get(k);
      double largest = 0;
      for (float g : gradient) {
        largest = Math.max(largest, Math.abs(g));
      }
      Random random = new Random(k);
      for (int probe = 0; probe < PROBES; probe++) {
        int i = random.nextInt(gradient.length);
        double up = moved(operation, inputs, k, i, STEP);
        double down = moved(operation, inputs, k, i, -STEP);
        double difference = (up - down) / (2 * STEP);
        assertEquals(difference, gradient[i], tolerance * largest, "input " + k + ", element " + i);
      }
    }
  }

  private static double moved(
      Function<List<NDArray>, NDArray> operation,
      List<NDArray> inputs,
      int input,
      int element,
      float step) {
    List<NDArray> changed = new ArrayList<>(inputs);
    NDArray original = inputs.get(input);
    float[] values = original.toFloatArray();
    values[element] += step;
    changed.set(input, original.getManager().create(values, original.getShape()));
    float[] results = operation.apply(changed).toFloatArray();
    float[] weights = weights(results.length);
    double sum = 0;
    for (int i = 0; i < results.length; i++) {
      sum += (double) weights[i] * results[i];
    }
    return sum;
  }

  private static NDArray weighted(NDArray results) {
    float[] weights = weights((int) results.size());
    return results.mul(results.getManager().create(weights, results.getShape())).sum();
  }

  private static float[] weights(int size) {
    float[] weights = new float[size];
    Random random = new Random(7);
    for (int i = 0; i < size; i++) {
      weights[i] = 0.5f + random.nextFloat();
    }
    return weights;
  }
}
