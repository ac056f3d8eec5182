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
import org.junit.jupiter.params.provider.EnumSource;

/** Values and gradients of the public project's losses, run in PyTorch. */
class LossReferenceTest {
  private static final Fixture FIXTURE = new Fixture("losses");

  @ParameterizedTest
  @EnumSource
  void hardTargets(LossKind kind) {
    check(kind, "logits", "targets", "");
  }

  @ParameterizedTest
  @EnumSource
  void softTargets(LossKind kind) {
    check(kind, "logits", "soft_targets", "_soft");
  }

  /** Logits up to plus and minus 100: everything stays finite. */
  @ParameterizedTest
  @EnumSource
  void extremeLogits(LossKind kind) {
    check(kind, "extreme_logits", "extreme_targets", "_extreme");
  }

  private static void check(LossKind kind, String logits, String targets, String variant) {
    String name = kind.name().toLowerCase(Locale.ROOT) + variant;
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray target = FIXTURE.array(manager, targets);
      NDArray x = FIXTURE.array(manager, logits);
      double expected = FIXTURE.scalar(name + "_value");
      assertEquals(
          expected, kind.loss().evaluate(x, target).getFloat(), 1e-5 * Math.max(1, expected));
      // The check weighs the result by its first weight.
      NDArray one = manager.create(1f);
      float weight = Gradients.of(in -> in.get(0), List.of(one)).get(0)[0];
      float[] gradient =
          Gradients.of(in -> kind.loss().evaluate(in.get(0), target), List.of(x)).get(0);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= weight;
      }
      assertClose("gradient of " + name, FIXTURE.values(name + "_grad"), gradient, 1e-5);
    }
  }
}
