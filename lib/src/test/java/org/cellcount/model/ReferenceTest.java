package org.cellcount.model;

import static org.cellcount.testing.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.ops.TorchOps;
import org.cellcount.testing.Fixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The networks against the public project's, run in PyTorch: weights in, everything out. */
class ReferenceTest {
  private static final double RELATIVE = 1e-4;

  /**
   * A ReLU whose input lies within rounding of 0 opens on one processor and stays shut on another,
   * which moves gradients by about a hundredth of the largest.
   */
  private static final double RELATIVE_OF_GRADIENTS = 3e-2;

  private static Fixture fixture(UNet architecture) {
    return new Fixture(
        architecture.label().replace("-", "").replace(" ", "_").toLowerCase(Locale.ROOT)
            + "_base4");
  }

  private static SegmentationModel load(UNet architecture, Fixture fixture) {
    SegmentationModel model =
        SegmentationModel.create(
            ModelConfig.of(architecture.withBaseChannels(4)), Device.cpu(), Precision.FP32, 0);
    model.load(fixture.group("sd/"));
    return model;
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void tensorsHaveTheNamesAndTheOrderOfTheStateDict(UNet architecture) {
    Fixture fixture = fixture(architecture);
    try (SegmentationModel model = load(architecture, fixture)) {
      Map<String, HostTensor> expected = fixture.group("sd/");
      assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(model.stateDict().keySet()));
      assertEquals(expected, model.stateDict());
    }
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void inferenceLogits(UNet architecture) {
    Fixture fixture = fixture(architecture);
    try (SegmentationModel model = load(architecture, fixture);
        InferenceModel frozen = model.freeze();
        NDManager batch = model.manager().newSubManager()) {
      float[] expected = fixture.values("logits_eval");
      NDArray logits = model.forward(fixture.array(batch, "x"), false);
      assertClose("logits", expected, logits.toFloatArray(), RELATIVE);
      float[] fromFrozen = frozen.logits(fixture.tensor("x")).values();
      assertClose("frozen logits", expected, fromFrozen, RELATIVE);
    }
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void inferenceLogitsOfASizeThatSixteenDoesNotDivide(UNet architecture) {
    Fixture fixture = fixture(architecture);
    try (SegmentationModel model = load(architecture, fixture);
        InferenceModel frozen = model.freeze();
        NDManager batch = model.manager().newSubManager()) {
      float[] expected = fixture.values("logits_eval_odd");
      NDArray logits = model.forward(fixture.array(batch, "x_odd"), false);
      assertClose("logits", expected, logits.toFloatArray(), RELATIVE);
      float[] fromFrozen = frozen.logits(fixture.tensor("x_odd")).values();
      assertClose("frozen logits", expected, fromFrozen, RELATIVE);
    }
  }

  /** Logits, loss, each gradient and the running statistics of one training step. */
  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void trainingStep(UNet architecture) {
    Fixture fixture = fixture(architecture);
    try (SegmentationModel model = load(architecture, fixture);
        NDManager batch = model.manager().newSubManager()) {
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray logits = model.forward(fixture.array(batch, "x"), true);
        assertClose("logits", fixture.values("logits_train"), logits.toFloatArray(), RELATIVE);
        NDArray loss = bceDice(logits, fixture.array(batch, "y"));
        assertEquals(fixture.scalar("loss_bce_dice"), loss.getFloat(), 1e-5);
        collector.backward(loss);
      }
      Map<String, HostTensor> gradients = fixture.group("grad/");
      assertEquals(gradients.keySet(), model.parameters().keySet());
      gradients.forEach(
          (name, expected) -> {
            float[] actual = model.parameters().get(name).getGradient().toFloatArray();
            assertClose("gradient of " + name, expected.values(), actual, RELATIVE_OF_GRADIENTS);
          });
      Map<String, HostTensor> statistics = fixture.group("after/");
      assertEquals(statistics.keySet(), model.buffers().keySet());
      statistics.forEach(
          (name, expected) -> {
            float[] actual = model.buffers().get(name).toFloatArray();
            assertClose(name, expected.values(), actual, RELATIVE);
          });
    }
  }

  /** Half cross-entropy, half Dice with smooth 1, written out: the losses live above this room. */
  private static NDArray bceDice(NDArray logits, NDArray target) {
    NDArray p = logits.neg().exp().add(1).pow(-1);
    NDArray overlap = p.mul(target).sum().mul(2).add(1);
    NDArray dice = overlap.div(p.sum().add(target.sum()).add(1)).neg().add(1);
    return TorchOps.bceWithLogits(logits, target).add(dice).div(2);
  }
}
