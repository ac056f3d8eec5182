package org.cellcount.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FusedAdamTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray parameter(float... values) {
    NDArray parameter = manager.create(values);
    parameter.setRequiresGradient(true);
    return parameter;
  }

  /** Gives the parameter a gradient. */
  private void pull(NDArray parameter, float... gradient) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(parameter.mul(manager.create(gradient)).sum());
    }
  }

  /** Adam by its formula, epsilon after the bias correction, decay added to the gradient. */
  @Test
  void followsTheFormulaWithDecayAndWithTinyGradients() {
    NDArray w = parameter(0.5f, -2);
    double[] expected = {0.5, -2};
    double[] m = new double[2];
    double[] v = new double[2];
    try (FusedAdam adam = new FusedAdam(Map.of("w", w))) {
      for (int t = 1; t <= 5; t++) {
        float[] gradient = {1e-7f * t, 0.3f - 0.1f * t};
        pull(w, gradient);
        adam.step(0.01, 1e-8);
        for (int i = 0; i < 2; i++) {
          double g = gradient[i] + 1e-8 * expected[i];
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double mHat = m[i] / (1 - Math.pow(0.9, t));
          double vHat = v[i] / (1 - Math.pow(0.999, t));
          expected[i] -= 0.01 * mHat / (Math.sqrt(vHat) + 1e-8);
        }
        assertEquals(expected[0], w.toFloatArray()[0], 1e-6, "step " + t);
        assertEquals(expected[1], w.toFloatArray()[1], 1e-6, "step " + t);
      }
    }
  }

  @Test
  void decayAloneMovesTowardsZeroByTheLearningRate() {
    NDArray w = parameter(1);
    try (FusedAdam adam = new FusedAdam(Map.of("w", w))) {
      pull(w, 0);
      adam.step(0.01, 0.1);
      assertEquals(0.99f, w.toFloatArray()[0], 1e-6f);
    }
  }

  @Test
  void stepsAndSkippedStepsZeroTheGradients() {
    NDArray w = parameter(1, 1);
    try (FusedAdam adam = new FusedAdam(Map.of("w", w))) {
      pull(w, 3, 4);
      assertEquals(5, adam.gradientNorm(), 1e-6);
      adam.step(0.1, 0);
      assertEquals(0, adam.gradientNorm());
      pull(w, 3, Float.NaN);
      assertFalse(Double.isFinite(adam.gradientNorm()));
      float[] before = w.toFloatArray();
      adam.zeroGradients();
      assertEquals(0, adam.gradientNorm());
      assertArrayEquals(before, w.toFloatArray());
    }
  }

  @Test
  void aSavedStateGoesOnBitForBit() {
    NDArray once = parameter(0.5f, -2);
    NDArray halted = parameter(0.5f, -2);
    Map<String, HostTensor> saved;
    try (FusedAdam whole = new FusedAdam(Map.of("w", once));
        FusedAdam first = new FusedAdam(Map.of("w", halted))) {
      for (int t = 0; t < 6; t++) {
        pull(once, t, 1 - t);
        whole.step(0.01, 1e-4);
      }
      for (int t = 0; t < 3; t++) {
        pull(halted, t, 1 - t);
        first.step(0.01, 1e-4);
      }
      saved = first.stateDict();
    }
    assertEquals(3, saved.get("step").values()[0]);
    try (FusedAdam second = new FusedAdam(Map.of("w", halted))) {
      second.load(saved);
      for (int t = 3; t < 6; t++) {
        pull(halted, t, 1 - t);
        second.step(0.01, 1e-4);
      }
    }
    assertArrayEquals(once.toFloatArray(), halted.toFloatArray());
  }

  @Test
  void aStateThatDoesNotFitIsNamedAndChangesNothing() {
    try (FusedAdam adam = new FusedAdam(Map.of("w", parameter(1)))) {
      Map<String, HostTensor> state = adam.stateDict();
      Map<String, HostTensor> wrong = new LinkedHashMap<>(state);
      wrong.remove("step");
      wrong.put("w.exp_avg", new HostTensor(new Shape(2), new float[2]));
      wrong.put("v.exp_avg", HostTensor.scalar(1));
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> adam.load(wrong));
      assertEquals(
          "optimizer state does not fit: missing step; w.exp_avg is (2) instead of (1); unknown"
              + " v.exp_avg",
          error.getMessage());
      assertEquals(state, adam.stateDict());
    }
  }

  @Test
  void negativeOrUndefinedRatesAreRefused() {
    try (FusedAdam adam = new FusedAdam(Map.of("w", parameter(1)))) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> adam.step(-1, 0));
      assertEquals("learning rate -1.0 must be at least 0", error.getMessage());
      error = assertThrows(IllegalArgumentException.class, () -> adam.step(1, Double.NaN));
      assertEquals("weight decay NaN must be at least 0", error.getMessage());
    }
  }
}
