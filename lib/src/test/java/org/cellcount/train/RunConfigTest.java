package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import org.cellcount.augment.AugmentationPreset;
import org.cellcount.loss.LossKind;
import org.cellcount.model.Architecture;
import org.cellcount.target.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunConfigTest {
  @ParameterizedTest
  @ValueSource(strings = {"published", "baseline", "attention", "lightweight", "counting"})
  void everyPresetSurvivesJson(String name) {
    RunConfig config = RunConfig.preset(name);
    Gson gson = new Gson();
    assertEquals(config, gson.fromJson(gson.toJson(config), RunConfig.class));
  }

  @Test
  void presetsAreThePublishedOnes() {
    RunConfig published = RunConfig.published();
    assertEquals(64, published.baseChannels());
    assertEquals(LossKind.BCE_DICE, published.loss());
    assertEquals(50, published.epochs());
    assertEquals(1e-5, published.weightDecay());
    assertEquals(42, published.seed());
    assertEquals(AugmentationPreset.NONE, RunConfig.baseline().augmentation());
    assertEquals(Architecture.ATTENTION_UNET, RunConfig.attention().architecture());
    assertEquals(5e-4, RunConfig.attention().learningRate());
    assertEquals(32, RunConfig.lightweight().batchSize());
  }

  @Test
  void anUnknownPresetListsTheValidOnes() {
    var e = assertThrows(IllegalArgumentException.class, () -> RunConfig.preset("big"));
    assertEquals(
        "unknown preset 'big', expected one of published, baseline, attention, lightweight,"
            + " counting",
        e.getMessage());
  }

  @Test
  void anUnknownTargetListsTheValidOnes() {
    var e = assertThrows(IllegalArgumentException.class, () -> Target.of("edges"));
    assertEquals(
        "unknown target 'edges', expected one of mask, border weights, border class, distance",
        e.getMessage());
  }

  @Test
  void aValueOutOfRangeIsNamed() {
    RunConfig config = RunConfig.published();
    var e = assertThrows(IllegalArgumentException.class, () -> config.withEpochs(0));
    assertEquals("epochs is 0, expected 1 or more", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> config.withLearningRate(-1));
    assertEquals("learningRate is -1.0, expected above 0", e.getMessage());
  }
}
