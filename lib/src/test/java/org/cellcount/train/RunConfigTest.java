package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.Split;
import org.cellcount.loss.Loss;
import org.cellcount.model.UNet;
import org.cellcount.target.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunConfigTest {
  private static final Split DATA = new Split(TestCells.discs(4, 1), TestCells.discs(2, 2));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everyPresetSurvivesItsFolder(Preset preset) throws IOException {
    RunConfig config = RunConfig.preset(preset.label());
    new RunFolder(folder).claim(config, DATA);
    assertEquals(config, new RunFolder(folder).config());
    assertEquals(
        config.withBaseChannels(8), config.withNetwork(config.network().withBaseChannels(8)));
  }

  @Test
  void presetsAreThePublishedOnes() {
    RunConfig published = RunConfig.published();
    assertEquals(64, published.network().widths().get(0));
    assertEquals(Loss.BCE_DICE, published.loss());
    assertEquals(50, published.epochs());
    assertEquals(1e-5, published.weightDecay());
    assertEquals(42, published.seed());
    assertEquals(Augmentation.NONE, RunConfig.baseline().augmentation());
    assertEquals(UNet.ATTENTION, RunConfig.attention().network());
    assertEquals(5e-4, RunConfig.attention().learningRate());
    assertEquals(32, RunConfig.lightweight().batchSize());
  }

  @Test
  void anUnknownPresetListsTheValidOnes() {
    var e = assertThrows(IllegalArgumentException.class, () -> RunConfig.preset("big"));
    assertEquals(
        "unknown preset 'big', expected one of published, baseline, attention, lightweight,"
            + " counting, general",
        e.getMessage());
  }

  @Test
  void anUnknownTargetListsTheValidOnes() {
    var e = assertThrows(IllegalArgumentException.class, () -> Target.of("edges"));
    assertEquals(
        "unknown target 'edges', expected one of mask, border weights, border class, distance,"
            + " centres, gradient flows, star-convex, density, combined",
        e.getMessage());
  }

  @Test
  void aValueOutOfRangeIsNamed() {
    RunConfig config = RunConfig.published();
    var e = assertThrows(IllegalArgumentException.class, () -> config.withEpochs(0));
    assertEquals("epochs 0: expected 1 or more", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> config.withLearningRate(-1));
    assertEquals("learning rate -1.0: expected above 0, below 10", e.getMessage());
  }
}
