package org.cellcount.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import org.cellcount.ops.Precision;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static final int SIZE = 16;

  private static InferenceModel network(int baseChannels, long seed) {
    ModelConfig config = ModelConfig.of(UNet.PLAIN.withBaseChannels(baseChannels));
    try (SegmentationModel model =
        SegmentationModel.create(config, Device.cpu(), Precision.FP32, seed)) {
      return model.freeze();
    }
  }

  private static long trainedNumbers(int baseChannels) {
    ModelConfig config = ModelConfig.of(UNet.PLAIN.withBaseChannels(baseChannels));
    try (SegmentationModel model =
        SegmentationModel.create(config, Device.cpu(), Precision.FP32, 1)) {
      return model.parameterCount();
    }
  }

  private static float[] images() {
    float[] images = new float[2 * SIZE * SIZE];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) Math.sin(i);
    }
    return images;
  }

  @Test
  void answersWithTheMeanLogits() {
    List<InferenceModel> networks = List.of(network(2, 1), network(2, 2), network(2, 3));
    double[] mean = new double[2 * SIZE * SIZE];
    for (InferenceModel network : networks) {
      float[] logits = network.logits(images(), 2, SIZE, SIZE);
      Arrays.setAll(mean, i -> mean[i] + logits[i] / 3.0);
    }
    try (Ensemble ensemble = new Ensemble(networks)) {
      float[] answer = ensemble.logits(images(), 2, SIZE, SIZE);
      double[] wide = new double[answer.length];
      Arrays.setAll(wide, i -> answer[i]);
      assertArrayEquals(mean, wide, 1e-5);
      assertEquals(3, ensemble.size());
      assertEquals(3 * trainedNumbers(2), ensemble.parameterCount());
    }
  }

  @Test
  void oneNetworkAnswersAsItself() {
    InferenceModel network = network(2, 1);
    float[] expected = network.logits(images(), 2, SIZE, SIZE);
    try (Ensemble ensemble = new Ensemble(List.of(network))) {
      assertArrayEquals(expected, ensemble.logits(images(), 2, SIZE, SIZE));
    }
  }

  @Test
  void refusesNoNetworksAndUnlikeOnes() {
    assertEquals(
        "an ensemble of no networks, expected one or more",
        assertThrows(IllegalArgumentException.class, () -> new Ensemble(List.of())).getMessage());
    try (InferenceModel narrow = network(2, 1);
        InferenceModel wide = network(4, 1)) {
      List<InferenceModel> unlike = List.of(narrow, wide);
      assertEquals(
          "an ensemble of U-Net 2 and U-Net 4, expected networks of one kind",
          assertThrows(IllegalArgumentException.class, () -> new Ensemble(unlike)).getMessage());
    }
  }
}
