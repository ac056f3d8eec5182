package org.cellcount.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.cellcount.testing.Gradients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LossGradientTest {
  private static final Shape SHAPE = new Shape(2, 1, 2, 3);

  @ParameterizedTest
  @FieldSource("org.cellcount.loss.Loss#OURS")
  void followsFiniteDifferences(Loss kind) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray logits = Gradients.uniform(manager, 1, -2, 2, SHAPE);
      NDArray target = Gradients.uniform(manager, 2, 0, 1, SHAPE);
      Gradients.check(in -> kind.evaluate(in.get(0), target), List.of(logits), 2e-3);
    }
  }

  @Test
  void followsFiniteDifferencesWithWeights() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray logits = Gradients.uniform(manager, 1, -2, 2, SHAPE);
      NDArray target = Gradients.uniform(manager, 2, 0, 1, SHAPE);
      NDArray weight = Gradients.uniform(manager, 3, 0, 10, SHAPE);
      Gradients.check(in -> new Bce().evaluate(in.get(0), target, weight), List.of(logits), 2e-3);
    }
  }
}
