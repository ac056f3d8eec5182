package org.cellcount.loss;

import static org.cellcount.testing.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import org.cellcount.testing.Fixture;
import org.cellcount.testing.Gradients;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Values and gradients of the public project's losses, run in PyTorch. */
class LossReferenceTest {
  private static final Fixture FIXTURE = new Fixture("losses");

  @ParameterizedTest
  @FieldSource("org.cellcount.loss.Loss#OURS")
  void hardTargets(Loss kind) {
    check(kind, "logits", "targets", "");
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.loss.Loss#OURS")
  void softTargets(Loss kind) {
    check(kind, "logits", "soft_targets", "_soft");
  }

  /** Logits up to plus and minus 100: everything stays finite. */
  @ParameterizedTest
  @FieldSource("org.cellcount.loss.Loss#OURS")
  void extremeLogits(Loss kind) {
    check(kind, "extreme_logits", "extreme_targets", "_extreme");
  }

  private static void check(Loss kind, String logits, String targets, String variant) {
    String name = kind.label().toLowerCase(Locale.ROOT).replace(" + ", "_") + variant;
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray target = FIXTURE.array(manager, targets);
      NDArray x = FIXTURE.array(manager, logits);
      double expected = FIXTURE.scalar(name + "_value");
      assertEquals(expected, kind.evaluate(x, target).getFloat(), 1e-5 * Math.max(1, expected));
      // The check weighs the result by its first weight.
      NDArray one = manager.create(1f);
      float weight = Gradients.of(in -> in.get(0), List.of(one)).get(0)[0];
      float[] gradient = Gradients.of(in -> kind.evaluate(in.get(0), target), List.of(x)).get(0);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= weight;
      }
      assertClose("gradient of " + name, FIXTURE.values(name + "_grad"), gradient, 1e-5);
    }
  }
}
