package org.cellcount.model;

import static org.cellcount.testing.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.testing.Own;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of parts, ours and the reader's own, and blocks of DJL's. */
class UNetTest {
  private static Stream<Network> networks() {
    return Stream.of(
        Own.SQUEEZING,
        Own.DJL_UNET,
        UNet.PLAIN.withBaseChannels(2).withLevels(5),
        UNet.RESIDUAL.withWidths(2, 6, 4),
        UNet.PLAIN
            .withBaseChannels(2)
            .withGate("no skips", (layers, name, channels) -> (up, skip, pass) -> skip.mul(0)));
  }

  private static SegmentationModel model(Network network) {
    return SegmentationModel.create(
        new ModelConfig(network, 1, 2), Device.cpu(), Precision.FP32, 1);
  }

  private static HostTensor images(int height, int width) {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[2 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return new HostTensor(new Shape(2, 1, height, width), values);
  }

  private static float[] logits(SegmentationModel model, HostTensor images, boolean training) {
    try (NDManager batch = model.manager().newSubManager()) {
      NDArray x = batch.create(images.values(), images.shape());
      return model.forward(x, training).toFloatArray();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theFrozenNetworkAnswersLikeTheTrainedOne(Network network) {
    HostTensor images = images(64, 96);
    try (SegmentationModel model = model(network)) {
      // Moves the running statistics away from where they start.
      logits(model, images(96, 64), true);
      float[] expected = logits(model, images, false);
      assertEquals(2 * 2 * 64 * 96, expected.length);
      try (InferenceModel frozen = model.freeze()) {
        assertClose("logits", expected, frozen.logits(images).values(), 1e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theSameSeedGivesTheSameWeightsAndTheyLoad(Network network) {
    try (SegmentationModel one = model(network);
        SegmentationModel other =
            SegmentationModel.create(one.config(), Device.cpu(), Precision.FP32, 2)) {
      try (SegmentationModel again = model(network)) {
        assertEquals(one.stateDict(), again.stateDict());
      }
      assertTrue(!one.stateDict().equals(other.stateDict()));
      other.load(one.stateDict());
      assertEquals(one.stateDict(), other.stateDict());
      assertTrue(one.parametersByLevel().size() > 1);
    }
  }

  @Test
  void widthsDecide() {
    assertEquals(List.of(64, 128, 256, 512, 1024), UNet.PLAIN.widths());
    assertEquals(List.of(4, 8, 16), UNet.PLAIN.withBaseChannels(4).withLevels(2).widths());
    assertEquals(List.of(8, 24, 16), UNet.PLAIN.withWidths(4, 12, 8).withBaseChannels(8).widths());
    assertEquals("U-Net 64", UNet.PLAIN.title());
    assertEquals("U-Net 64 of 5 levels", UNet.PLAIN.withLevels(5).title());
    assertEquals(16, UNet.PLAIN.stride());
    assertEquals(96, UNet.PLAIN.margin());
    assertEquals(32, UNet.PLAIN.withLevels(5).stride());
    assertEquals(192, UNet.PLAIN.withLevels(5).margin());
    var e = assertThrows(IllegalArgumentException.class, () -> UNet.PLAIN.withWidths(4, 5));
    assertEquals("width 5: expected even numbers, 2 or more", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> Own.DJL_UNET.withBaseChannels(8));
    assertTrue(e.getMessage().contains("a block of DJL's, whose width is its own"));
  }

  @Test
  void aBlockHasNoSkipsOfOurs() {
    try (SegmentationModel model = model(Own.DJL_UNET);
        NDManager batch = model.manager().newSubManager()) {
      HostTensor images = images(32, 32);
      NDArray x = batch.create(images.values(), images.shape());
      assertThrows(IllegalArgumentException.class, () -> model.forward(x, false, Set.of(1)));
      assertEquals(List.of(), model.activations(images));
    }
  }

  @Test
  void aBlockThatChangesTheSizeIsNamed() {
    DjlNetwork shrinking =
        new DjlNetwork(
            "shrinking",
            outputs ->
                Conv2d.builder().setFilters(outputs).setKernelShape(new Shape(3, 3)).build());
    try (SegmentationModel model = model(shrinking)) {
      var e =
          assertThrows(IllegalArgumentException.class, () -> logits(model, images(32, 48), false));
      assertEquals(
          "network 'shrinking' makes (2, 2, 30, 46) of images (2, 1, 32, 48), expected (2, 2, 32,"
              + " 48)",
          e.getMessage());
    }
  }
}
