package org.cellcount.model;

import static org.cellcount.testing.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class InferenceModelTest {
  private static final Shape IMAGES = new Shape(3, 1, 33, 40);

  /** A model whose normalisations are not the identity. */
  private static SegmentationModel trained(UNet architecture, Precision precision) {
    SegmentationModel model =
        SegmentationModel.create(
            ModelConfig.of(architecture.withBaseChannels(4)), Device.cpu(), precision, 1);
    Random random = new Random(2);
    Map<String, HostTensor> weights = new LinkedHashMap<>();
    model
        .stateDict()
        .forEach(
            (name, tensor) -> {
              float[] values = tensor.values().clone();
              for (int i = 0; i < values.length && !name.contains("conv"); i++) {
                values[i] = 0.2f + random.nextFloat();
              }
              weights.put(name, new HostTensor(tensor.shape(), values));
            });
    model.load(weights);
    return model;
  }

  private static HostTensor images(int seed) {
    Random random = new Random(seed);
    float[] values = new float[(int) IMAGES.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new HostTensor(IMAGES, values);
  }

  private static float[] evaluate(SegmentationModel model, HostTensor images) {
    try (NDManager batch = model.manager().newSubManager()) {
      return model.forward(batch.create(images.values(), images.shape()), false).toFloatArray();
    }
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.model.Network#OURS")
  void predictsWhatTheModelDoes(UNet architecture) {
    try (SegmentationModel model = trained(architecture, Precision.FP32);
        InferenceModel frozen = model.freeze()) {
      HostTensor logits = frozen.logits(images(1));
      assertEquals(new Shape(3, 1, 33, 40), logits.shape());
      assertClose("logits", evaluate(model, images(1)), logits.values(), 1e-4);
      assertArrayEquals(logits.values(), frozen.logits(images(1).values(), 3, 33, 40));
    }
  }

  @Test
  void bfloat16IsNear() {
    try (SegmentationModel wide = trained(UNet.PLAIN, Precision.FP32);
        SegmentationModel narrow = trained(UNet.PLAIN, Precision.BF16);
        InferenceModel frozen = narrow.freeze()) {
      assertClose("logits", evaluate(wide, images(1)), frozen.logits(images(1)).values(), 0.05);
    }
  }

  @Test
  void outlivesItsModel() {
    SegmentationModel model = trained(UNet.PLAIN, Precision.AUTO);
    float[] expected = evaluate(model, images(1));
    try (InferenceModel frozen = model.freeze()) {
      model.close();
      assertClose("logits", expected, frozen.logits(images(1)).values(), 0.05);
    }
  }

  @Test
  void servesManyThreadsAtOnce() {
    try (SegmentationModel model = trained(UNet.ATTENTION, Precision.FP32);
        InferenceModel frozen = model.freeze()) {
      HostTensor[] expected = new HostTensor[16];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = frozen.logits(images(i));
      }
      IntStream.range(0, expected.length)
          .parallel()
          .forEach(
              i ->
                  assertClose(
                      "logits", expected[i].values(), frozen.logits(images(i)).values(), 1e-5));
    }
  }

  @Test
  void imagesThatDoNotFitAreRefused() {
    try (SegmentationModel model = trained(UNet.PLAIN, Precision.FP32);
        InferenceModel frozen = model.freeze()) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class, () -> frozen.logits(new float[15 * 16], 1, 16, 15));
      assertEquals(
          "images (1, 1, 16, 15) do not fit: expected (N, 1, H, W) with H and W at least 16",
          error.getMessage());
      error =
          assertThrows(
              IllegalArgumentException.class, () -> frozen.logits(new float[9], 1, 16, 16));
      assertEquals("9 values do not fill a tensor of shape (1, 1, 16, 16)", error.getMessage());
    }
  }
}
