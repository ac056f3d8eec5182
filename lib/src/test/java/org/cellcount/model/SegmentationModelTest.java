package org.cellcount.model;

import static org.cellcount.testing.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.cellcount.ops.FusedAdam;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.ops.TorchOps;
import org.cellcount.testing.Close;
import org.cellcount.testing.Gradients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SegmentationModelTest {
  private static SegmentationModel create(ModelConfig config, Precision precision, long seed) {
    return SegmentationModel.create(config, Device.cpu(), precision, seed);
  }

  private static SegmentationModel small(UNet architecture, long seed) {
    return create(ModelConfig.of(architecture.withBaseChannels(4)), Precision.FP32, seed);
  }

  @ParameterizedTest
  @CsvSource({
    "UNET,32,7762465",
    "UNET,64,31036481",
    "ATTENTION_UNET,32,7850713",
    "ATTENTION_UNET,64,31387049",
    "RESIDUAL_UNET,32,8113601",
    "RESIDUAL_UNET,64,32435073"
  })
  void parametersAreThoseOfThePublishedModels(UNet architecture, int base, long count) {
    try (SegmentationModel model =
        create(ModelConfig.of(architecture.withBaseChannels(base)), Precision.FP32, 0)) {
      assertEquals(count, model.parameterCount());
    }
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void levelsShareTheParameters(UNet architecture) {
    try (SegmentationModel model = small(architecture, 1)) {
      Map<String, Long> counts = model.parametersByLevel();
      assertEquals(
          "[enc1, enc2, enc3, enc4, bottleneck, dec4, dec3, dec2, dec1, final_conv]",
          counts.keySet().toString());
      long sum = counts.values().stream().mapToLong(Long::longValue).sum();
      assertEquals(model.parameterCount(), sum);
      assertEquals(5, counts.get("final_conv"));
    }
  }

  /**
   * The weights of the first decoder that meet its skip are changed: closed, it does not matter.
   */
  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void aClosedSkipPassesNothing(UNet architecture) {
    try (SegmentationModel model = small(architecture, 1);
        NDManager batch = model.manager().newSubManager()) {
      NDArray x = Gradients.uniform(batch, 1, 0, 1, new Shape(1, 1, 32, 32));
      float[] open = model.forward(x, false, Set.of()).toFloatArray();
      float[] closed = model.forward(x, false, Set.of(1)).toFloatArray();
      assertArrayEquals(open, model.forward(x, false).toFloatArray());
      assertFalse(Arrays.equals(open, closed));
      Map<String, HostTensor> changed = model.stateDict();
      changed.forEach(
          (name, tensor) -> {
            if (name.startsWith("dec1") && tensor.shape().equals(new Shape(4, 8, 3, 3))) {
              int skip = architecture.equals(UNet.PLAIN) ? 0 : 4;
              Arrays.fill(tensor.values(), skip * 9, (skip + 4) * 9, 3);
            }
          });
      model.load(changed);
      assertFalse(Arrays.equals(open, model.forward(x, false).toFloatArray()));
      assertArrayEquals(closed, model.forward(x, false, Set.of(1)).toFloatArray());
    }
  }

  @Test
  void aSkipThatIsNotThereIsRefused() {
    try (SegmentationModel model = small(UNet.PLAIN, 1);
        NDManager batch = model.manager().newSubManager()) {
      NDArray x = batch.zeros(new Shape(1, 1, 16, 16));
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> model.forward(x, false, Set.of(0, 1)));
      assertEquals("closed skip 0: expected a level from 1 to 4", error.getMessage());
    }
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void channelsInAndOutAreFree(UNet architecture) {
    ModelConfig config = new ModelConfig(architecture.withBaseChannels(6), 3, 2);
    try (SegmentationModel model = create(config, Precision.AUTO, 1);
        NDManager batch = model.manager().newSubManager()) {
      NDArray x = Gradients.uniform(batch, 1, 0, 1, new Shape(2, 3, 19, 16));
      assertEquals(new Shape(2, 2, 19, 16), model.forward(x, false).getShape());
      assertEquals(new Shape(2, 2, 19, 16), model.forward(x, true).getShape());
    }
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    try (SegmentationModel a = small(UNet.PLAIN, 5);
        SegmentationModel b = small(UNet.PLAIN, 5);
        SegmentationModel c = small(UNet.PLAIN, 6)) {
      assertEquals(a.stateDict(), b.stateDict());
      assertNotEquals(a.stateDict(), c.stateDict());
    }
  }

  /** PyTorch's default: uniform within 1 / sqrt(fan-in), so of variance 1 / (3 fan-in). */
  @Test
  void initialWeightsAreUniformByFanIn() {
    try (SegmentationModel model =
        create(ModelConfig.of(UNet.PLAIN.withBaseChannels(16)), Precision.FP32, 2)) {
      checkUniform(model, "bottleneck.pool_conv.1.block.3.weight", 256 * 9);
      checkUniform(model, "dec4.up.weight", 128 * 4);
      checkUniform(model, "enc4.pool_conv.1.block.0.weight", 64 * 9);
    }
  }

  private static void checkUniform(SegmentationModel model, String name, int fanIn) {
    float[] values = model.parameters().get(name).toFloatArray();
    double largest = 0;
    double squares = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
      squares += value * value;
    }
    double bound = 1 / Math.sqrt(fanIn);
    assertTrue(largest <= bound * 1.0001 && largest > bound * 0.99, name + " reaches " + largest);
    assertEquals(bound * bound / 3, squares / values.length, bound * bound / 100);
  }

  @Test
  void inferenceRecordsNoGradientAndLeavesTheStatistics() {
    try (SegmentationModel model = small(UNet.ATTENTION, 1);
        NDManager batch = model.manager().newSubManager()) {
      Map<String, HostTensor> before = model.stateDict();
      NDArray x = Gradients.uniform(batch, 1, 0, 1, new Shape(1, 1, 16, 16));
      assertFalse(model.forward(x, false).hasGradient());
      assertEquals(before, model.stateDict());
      model.forward(x, true);
      assertNotEquals(before, model.stateDict());
    }
  }

  @Test
  void imagesThatDoNotFitAreRefused() {
    try (SegmentationModel model = small(UNet.PLAIN, 1);
        NDManager batch = model.manager().newSubManager()) {
      NDArray small = batch.zeros(new Shape(1, 1, 15, 16));
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> model.forward(small, false));
      assertEquals(
          "images (1, 1, 15, 16) do not fit: expected (N, 1, H, W) with H and W at least 16",
          error.getMessage());
      NDArray colour = batch.zeros(new Shape(1, 3, 16, 16));
      assertThrows(IllegalArgumentException.class, () -> model.forward(colour, true));
    }
  }

  @Test
  void weightsOfAnotherModelAreRefusedByNameAndChangeNothing() {
    try (SegmentationModel unet = small(UNet.PLAIN, 1);
        SegmentationModel residual = small(UNet.RESIDUAL, 1);
        SegmentationModel wide =
            create(ModelConfig.of(UNet.PLAIN.withBaseChannels(6)), Precision.FP32, 1)) {
      Map<String, HostTensor> before = unet.stateDict();
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> unet.load(residual.stateDict()));
      assertTrue(
          error
              .getMessage()
              .startsWith("state dict for U-Net 4 does not fit: missing enc1.block.0.weight; "),
          error.getMessage());
      error = assertThrows(IllegalArgumentException.class, () -> unet.load(wide.stateDict()));
      assertTrue(
          error
              .getMessage()
              .contains("enc1.block.0.weight is (6, 1, 3, 3) instead of (4, 1, 3, 3)"),
          error.getMessage());
      Map<String, HostTensor> extra = new LinkedHashMap<>(before);
      extra.put("enc5.bias", HostTensor.scalar(0));
      error = assertThrows(IllegalArgumentException.class, () -> unet.load(extra));
      assertEquals("state dict for U-Net 4 does not fit: unknown enc5.bias", error.getMessage());
      assertEquals(before, unet.stateDict());
    }
  }

  /** Another memory layout, other kernels: the same network but for rounding. */
  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void channelsLastComputesTheSame(UNet architecture) {
    ModelConfig config = ModelConfig.of(architecture.withBaseChannels(8));
    try (SegmentationModel plain = create(config, Precision.FP32, 3);
        SegmentationModel fast = create(config, Precision.AUTO, 3)) {
      Step expected = Step.of(plain);
      Step actual = Step.of(fast);
      boolean narrow = Precision.AUTO.resolve(Device.cpu()) == Precision.BF16;
      assertClose("logits", expected.logits, actual.logits, narrow ? 0.1 : 1e-4);
      // A rectified value may fall on the other side of zero, so single weights differ more.
      assertTrue(cosine(expected.gradients, actual.gradients) > (narrow ? 0.8 : 0.9999));
    }
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void bfloat16ComputesNearlyTheSame(UNet architecture) {
    ModelConfig config = ModelConfig.of(architecture.withBaseChannels(8));
    try (SegmentationModel wide = create(config, Precision.FP32, 3);
        SegmentationModel narrow = create(config, Precision.BF16, 3)) {
      Step expected = Step.of(wide);
      Step actual = Step.of(narrow);
      double error = Close.error(expected.logits, actual.logits);
      assertTrue(error > 1e-5 && error < 0.1, "logits differ by " + error);
      double cosine = cosine(expected.gradients, actual.gradients);
      // The gates of an untrained network hang on few bits.
      assertTrue(cosine > 0.8, "cosine of the gradients is " + cosine);
    }
  }

  private static final class Step {
    private final float[] logits;
    private final Map<String, float[]> gradients;

    Step(float[] logits, Map<String, float[]> gradients) {
      this.logits = logits;
      this.gradients = gradients;
    }

    static Step of(SegmentationModel model) {
      try (NDManager batch = model.manager().newSubManager();
          GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray x = Gradients.uniform(batch, 1, 0, 1, new Shape(4, 1, 32, 32));
        NDArray logits = model.forward(x, true);
        collector.backward(TorchOps.bceWithLogits(logits, x.round()));
        Map<String, float[]> gradients = new LinkedHashMap<>();
        model.parameters().forEach((n, p) -> gradients.put(n, p.getGradient().toFloatArray()));
        return new Step(logits.toFloatArray(), gradients);
      }
    }
  }

  private static double cosine(Map<String, float[]> a, Map<String, float[]> b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (String name : a.keySet()) {
      float[] x = a.get(name);
      float[] y = b.get(name);
      for (int i = 0; i < x.length; i++) {
        ab += (double) x[i] * y[i];
        aa += (double) x[i] * x[i];
        bb += (double) y[i] * y[i];
      }
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void stepsLeaveNoTensorsBehind() {
    try (SegmentationModel model = small(UNet.ATTENTION, 1);
        FusedAdam adam = new FusedAdam(model.parameters())) {
      int before = model.manager().getManagedArrays().size();
      for (int i = 0; i < 3; i++) {
        try (NDManager batch = model.manager().newSubManager();
            GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray x = Gradients.uniform(batch, i, 0, 1, new Shape(2, 1, 16, 16));
          NDArray logits = model.forward(x, true);
          collector.backward(TorchOps.bceWithLogits(logits, x));
          assertTrue(adam.gradientNorm() > 0);
          adam.step(1e-3, 1e-5);
          // Images, logits, loss per pixel, loss and its own gradient, but no map of the network.
          assertEquals(5, batch.getManagedArrays().size());
        }
      }
      assertEquals(before, model.manager().getManagedArrays().size());
    }
  }

  @Test
  void configurationsAreChecked() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> ModelConfig.of(UNet.PLAIN.withBaseChannels(5)));
    assertEquals("base channels 5: expected even, 2 or more", error.getMessage());
    error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ModelConfig(UNet.PLAIN.withBaseChannels(4), 0, 1));
    assertEquals("input channels 0: expected 1 or more", error.getMessage());
    assertEquals("Attention U-Net 8", ModelConfig.of(UNet.ATTENTION.withBaseChannels(8)).label());
  }

  @Test
  void architecturesAreFoundByNameAndLabel() {
    assertEquals(UNet.ATTENTION, Network.of("attention_unet"));
    assertEquals(UNet.RESIDUAL, Network.of("Residual U-Net"));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Network.of("resnet"));
    assertEquals(
        "unknown network 'resnet', expected one of U-Net, Attention U-Net, Residual U-Net",
        error.getMessage());
  }
}
