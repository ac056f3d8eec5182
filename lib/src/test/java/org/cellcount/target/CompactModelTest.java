package org.cellcount.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellcount.count.CountOptions;
import org.cellcount.data.Split;
import org.cellcount.model.UNet;
import org.cellcount.ops.HostTensor;
import org.cellcount.predict.TrainedModel;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.train.EnsembleRun;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactModelTest {
  private static final Split DATA = new Split(TestCells.discs(8, 1), TestCells.discs(4, 2));
  private static final CountOptions TUNED = CountOptions.readmeWatershed().withMinArea(7);
  private static final UNet NETWORK = UNet.PLAIN.withWidths(4, 8);

  /** Two networks, with tuned options and a confidence. */
  @TempDir static Path trained;

  @TempDir Path parent;

  private ModelFolder compact;

  @BeforeAll
  static void train() throws IOException {
    RunConfig config = RunConfig.published().withNetwork(NETWORK).withEpochs(1).withBatchSize(4);
    new EnsembleRun(config, 2, DATA, trained).run(number -> progress -> {});
    ModelFolder folder = new ModelFolder(trained);
    folder.write(TUNED);
    Pretrained.read(Path.of(Pretrained.NAME), from -> Confidence.of(new ModelFolder(from)))
        .orElseThrow()
        .write(folder);
  }

  private ModelFolder compacted(ModelFolder from) throws IOException {
    compact = new ModelFolder(parent.resolve("compact"));
    CompactModel.write(from, compact);
    return compact;
  }

  /** The second network as a folder of its own. */
  private static ModelFolder second() {
    return new ModelFolder(trained).network(2);
  }

  @Test
  void anEnsembleCountsTheSameFromHalfTheBytes() throws IOException {
    ModelFolder folder = new ModelFolder(trained);
    compacted(folder);
    assertEquals(2, compact.networks().size());
    assertEquals(TUNED, compact.countOptions(folder.settings().target()));
    assertEquals(Confidence.of(folder), Confidence.of(compact));
    for (ModelFolder network : compact.networks()) {
      assertFalse(Files.exists(network.last()));
      assertTrue(Files.size(network.best()) < 0.7 * Files.size(folder.best()));
    }
    try (TrainedModel before = TrainedModel.load(trained);
        TrainedModel after = TrainedModel.load(compact.path())) {
      var images = DATA.validation().images();
      assertArrayEquals(before.countAll(images, done -> {}), after.countAll(images, done -> {}));
    }
  }

  @Test
  void oneNetworkLosesWhatNobodyHears() throws IOException {
    ModelFolder from = second();
    Map<String, HostTensor> weights = new LinkedHashMap<>(from.weights(from.settings().model()));
    HostTensor up = weights.get("dec1.up.weight");
    // Too weak for 16 bits.
    for (int i = 0; i < up.values().length; i++) {
      up.values()[i] *= 1e-12f;
    }
    ModelFolder weak = new ModelFolder(parent.resolve("weak"));
    Safetensors.write(weak.best(), weights, ModelFolder.stamp(from.settings().model()));
    weak.write(from.settings());
    assertEquals(NETWORK.withWidths(4, 2), compacted(weak).settings().network());
    assertFalse(Confidence.of(compact).isPresent());
    try (TrainedModel before = TrainedModel.load(weak.path());
        TrainedModel after = TrainedModel.load(compact.path())) {
      var images = DATA.validation().images();
      assertArrayEquals(before.countAll(images, done -> {}), after.countAll(images, done -> {}));
    }
  }

  @Test
  void replacesNoModel() throws IOException {
    compacted(second());
    IOException refused = assertThrows(IOException.class, () -> compacted(second()));
    assertEquals(
        compact.path() + " holds a model already, expected an empty folder", refused.getMessage());
    Path none = parent.resolve("none");
    IOException missing =
        assertThrows(
            IOException.class,
            () -> CompactModel.write(new ModelFolder(none), new ModelFolder(parent)));
    assertTrue(missing.getMessage().contains("none"), missing.getMessage());
    assertEquals(List.of(compact.path()), listed());
  }

  private List<Path> listed() throws IOException {
    try (var files = Files.list(parent)) {
      return files.toList();
    }
  }
}
