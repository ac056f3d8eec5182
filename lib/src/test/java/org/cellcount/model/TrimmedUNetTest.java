package org.cellcount.model;

import static org.cellcount.testing.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrimmedUNetTest {
  private static final UNet TWO_LEVELS = UNet.PLAIN.withWidths(4, 6, 8);

  /** Random weights, in which the level above listens to these channels of the bottleneck alone. */
  private static Map<String, HostTensor> weights(UNet network, Set<Integer> heard) {
    try (SegmentationModel model =
        SegmentationModel.create(ModelConfig.of(network), Device.cpu(), Precision.FP32, 1)) {
      Map<String, HostTensor> weights = model.stateDict();
      float[] up = weights.get(network.upName(network.levels() - 1) + ".weight").values();
      int each = up.length / network.widths().get(network.levels());
      for (int i = 0; i < up.length; i++) {
        up[i] = heard.contains(i / each) ? up[i] : 0;
      }
      return weights;
    }
  }

  private static float[] logits(UNet network, Map<String, HostTensor> weights) {
    Random random = new Random(3);
    float[] images = new float[2 * 24 * 20];
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextFloat();
    }
    try (SegmentationModel model =
        SegmentationModel.create(ModelConfig.of(network), Device.cpu(), Precision.FP32, 2)) {
      model.load(weights);
      try (InferenceModel frozen = model.freeze()) {
        return frozen.logits(new HostTensor(new Shape(2, 1, 24, 20), images)).values();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersTheSameWithoutWhatNobodyHears(boolean skipFirst) {
    UNet network =
        new UNet("U", TWO_LEVELS.widths(), BlockPart.DOUBLE_CONV, GatePart.OPEN, skipFirst);
    Map<String, HostTensor> weights = weights(network, Set.of(1, 4, 6));
    HostTensor second = weights.get(network.bottomName() + ".block.3.weight");
    // Of the channels in the middle of the bottleneck the three that are left hear six.
    for (int i = 0; i < second.values().length; i++) {
      int middle = i / 9 % 8;
      second.values()[i] = middle == 2 || middle == 5 ? 0 : second.values()[i];
    }
    TrimmedUNet trimmed = TrimmedUNet.of(network, weights);
    assertEquals(List.of(4, 6, 6), trimmed.network().widths());
    assertClose(
        "logits", logits(network, weights), logits(trimmed.network(), trimmed.stateDict()), 1e-5);
  }

  @Test
  void keepsTwoChannelsOfADeadBottleneck() {
    Map<String, HostTensor> weights = weights(TWO_LEVELS, Set.of());
    TrimmedUNet trimmed = TrimmedUNet.of(TWO_LEVELS, weights);
    assertEquals(List.of(4, 6, 2), trimmed.network().widths());
    assertArrayEquals(
        logits(TWO_LEVELS, weights), logits(trimmed.network(), trimmed.stateDict()), 1e-6f);
  }

  @Test
  void changesNothingWhereAllIsHeardOrBlocksAreOfAnotherKind() {
    Map<String, HostTensor> weights = weights(TWO_LEVELS, Set.of(0, 1, 2, 3, 4, 5, 6, 7));
    assertEquals(new TrimmedUNet(TWO_LEVELS, weights), TrimmedUNet.of(TWO_LEVELS, weights));
    UNet residual = UNet.RESIDUAL.withWidths(4, 6, 8);
    Map<String, HostTensor> dead = weights(residual, Set.of());
    assertSame(dead, TrimmedUNet.of(residual, dead).stateDict());
  }
}
