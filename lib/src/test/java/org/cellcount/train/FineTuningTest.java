package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.cellcount.augment.Augmentation;
import org.cellcount.base.Json;
import org.cellcount.count.CountOptions;
import org.cellcount.data.Split;
import org.cellcount.image.Normalisation;
import org.cellcount.model.UNet;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.ModelSettings;
import org.cellcount.target.Target;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin with the weights of a trained model. */
class FineTuningTest {
  private static final Split DATA = new Split(TestCells.discs(8, 1), TestCells.discs(2, 2));
  private static final Split OTHER = new Split(TestCells.discs(4, 3), TestCells.discs(2, 4));
  private static final CountOptions OPTIONS = CountOptions.defaults().withMinArea(17);
  private static final RunConfig FIRST =
      RunConfig.counting()
          .withBaseChannels(2)
          .withTarget(Target.CENTRES)
          .withBatchSize(4)
          .withEpochs(20)
          .withLearningRate(1e-2)
          .withAugmentation(Augmentation.FULL)
          .withPrecision(Precision.FP32);

  @TempDir private static Path trained;

  @TempDir Path parent;
  private ModelFolder model;
  private Path folder;

  @BeforeAll
  static void trainsAModel() throws IOException {
    new TrainingRun(FIRST, DATA, trained).run();
    ModelFolder folder = new ModelFolder(trained);
    folder.write(OPTIONS);
    ModelSettings settings = folder.settings();
    folder.write(
        new ModelSettings(
            settings.network(),
            settings.target(),
            settings.normalisation(),
            settings.countingMethod(),
            settings.precision(),
            21));
  }

  @BeforeEach
  void copiesIt() throws IOException {
    model = new ModelFolder(parent.resolve("model"));
    folder = parent.resolve("tuned");
    FirstFormatFiles.copy(trained, model.path());
  }

  private RunConfig tuning() throws IOException {
    return RunConfig.fineTuning(Start.of(model.path()))
        .withAugmentation(Augmentation.FULL)
        .withBatchSize(4)
        .withEpochs(3);
  }

  private static Map<String, HostTensor> weights(Path run) throws IOException {
    ModelFolder folder = new ModelFolder(run);
    return folder.weights(folder.settings().model());
  }

  @Test
  void takesOverWhatTheModelIsAndHowItIsCounted() throws IOException {
    RunConfig config = tuning();
    assertEquals(UNet.PLAIN.withBaseChannels(2), config.network());
    assertEquals(Target.CENTRES, config.target());
    assertEquals(Normalisation.CUBE_ROOT, config.normalisation());
    assertEquals(Precision.FP32, config.precision());
    new TrainingRun(config, OTHER, folder).run();
    ModelFolder tuned = new ModelFolder(folder);
    assertEquals(model.settings(), tuned.settings());
    assertEquals(21, tuned.settings().cellDiameter());
    assertEquals(OPTIONS, tuned.countOptions(Target.CENTRES));
    assertEquals(config, new RunFolder(folder).config());
    String label = config.label();
    assertTrue(label.matches(".*, from U-Net 2, target centres, weights [0-9a-f]{8}"), label);
  }

  @Test
  void beginsWithTheWeightsOfTheModel() throws IOException {
    new TrainingRun(tuning().withEpochs(1).withLearningRate(1e-9), OTHER, folder).run();
    Map<String, HostTensor> before = weights(model.path());
    Map<String, HostTensor> after = weights(folder);
    assertEquals(before.keySet(), after.keySet());
    for (String name : before.keySet()) {
      if (!name.contains("running")) {
        assertArrayEquals(before.get(name).values(), after.get(name).values(), 1e-6f, name);
      }
    }
  }

  @Test
  void learnsMoreThanItKnew() throws IOException {
    RunConfig config =
        tuning().withAugmentation(Augmentation.NONE).withLearningRate(1e-2).withEpochs(6);
    History tuned = new TrainingRun(config, OTHER, folder).run();
    History scratch =
        new TrainingRun(config.withStart(Start.RANDOM), OTHER, parent.resolve("scratch")).run();
    double first = tuned.epochs().get(0).trainLoss();
    assertTrue(first < 0.9 * scratch.epochs().get(0).trainLoss(), "begins at " + first);
    assertTrue(tuned.last().trainLoss() < first, tuned.toString());
  }

  @Test
  void theModelItselfStaysAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(model.best());
    new TrainingRun(tuning(), OTHER, folder).run();
    assertArrayEquals(before, Files.readAllBytes(model.best()));
    assertFalse(weights(model.path()).equals(weights(folder)));
  }

  @Test
  void anInterruptedRunGoesOnToTheSameEnd() throws IOException {
    Path whole = parent.resolve("whole");
    new TrainingRun(tuning(), OTHER, whole).run();
    new TrainingRun(tuning(), OTHER, folder)
        .run(
            progress -> {
              if (progress.epochEnded()) {
                Thread.currentThread().interrupt();
              }
            });
    assertTrue(Thread.interrupted());
    assertEquals(1, new RunFolder(folder).progress().epochs().size());
    new TrainingRun(tuning(), OTHER, folder).run();
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("best.safetensors")),
        Files.readAllBytes(folder.resolve("best.safetensors")));
  }

  @Test
  void goingOnFromOtherWeightsIsRefused() throws IOException {
    RunConfig config = tuning();
    new TrainingRun(config, OTHER, folder);
    Path other = parent.resolve("other");
    new TrainingRun(FIRST.withSeed(1).withEpochs(1), DATA, other).run();
    Files.copy(
        other.resolve("best.safetensors"), model.best(), StandardCopyOption.REPLACE_EXISTING);
    RunConfig changed = tuning();
    assertNotEquals(config, changed);
    assertEquals(
        folder
            + " holds another run (start \""
            + config.start().label()
            + "\" there, \""
            + changed.start().label()
            + "\" wanted); choose another folder or delete it",
        refusal(changed));
    String refusal = refusal(config.withStart(Start.RANDOM));
    assertTrue(refusal.contains("\" there, \"random weights\" wanted)"), refusal);
    assertNotEquals(
        RunFolder.in(parent, config, OTHER), RunFolder.in(parent, changed, OTHER), "folders");
  }

  private String refusal(RunConfig config) {
    return assertThrows(IOException.class, () -> new TrainingRun(config, OTHER, folder))
        .getMessage();
  }

  @Test
  void aRunOfAVersionThatKnewNoStartGoesOn() throws IOException {
    new TrainingRun(FIRST, OTHER, folder);
    Path description = folder.resolve("run.json");
    var tree = Json.read(description);
    tree.remove("start");
    Json.write(description, tree);
    assertEquals(FIRST, new RunFolder(folder).config());
    assertTrue(new TrainingRun(FIRST, OTHER, folder).run().finished());
    String refusal = refusal(FIRST.withStart(Start.of(model.path())));
    assertTrue(refusal.contains("start \"random weights\" there, "), refusal);
  }

  @Test
  void whatDoesNotFitTheWeightsIsRefused() throws IOException {
    RunConfig config = tuning();
    String rest = ", which the weights to start from belong to";
    assertEquals(
        "network U-Net 4: expected U-Net 2" + rest, refused(() -> config.withBaseChannels(4)));
    assertEquals(
        "target distance: expected centres" + rest,
        refused(() -> config.withTarget(Target.DISTANCE)));
    assertEquals(
        "normalisation robust: expected cube root" + rest,
        refused(() -> config.withNormalisation(Normalisation.ROBUST)));
  }

  private static String refused(Executable change) {
    return assertThrows(IllegalArgumentException.class, change).getMessage();
  }

  @Test
  void aModelOfTheFirstFormatIsAGoodStart() throws IOException {
    Path first = parent.resolve("first");
    RunConfig config = FirstFormatFiles.CONFIG.withPrecision(Precision.AUTO);
    new TrainingRun(config, DATA, first).run();
    Start now = Start.of(first);
    FirstFormatFiles.rewrite(first, config.seed(), DATA);
    Start before = Start.of(first);
    assertEquals(now.settings(), before.settings());
    RunConfig tuned =
        RunConfig.fineTuning(before).withAugmentation(Augmentation.NONE).withEpochs(1);
    assertTrue(new TrainingRun(tuned, OTHER, folder).run().finished());
  }

  @Test
  void aFolderWithoutAModelIsNamed() throws IOException {
    Path none = Files.createDirectory(parent.resolve("none"));
    assertEquals(
        none.resolve("model.json") + " is missing: no model has been trained there",
        assertThrows(IOException.class, () -> Start.of(none)).getMessage());
    Files.delete(model.best());
    assertEquals(
        model.best() + " is missing: the run has not finished its first epoch",
        assertThrows(IOException.class, () -> Start.of(model.path())).getMessage());
    Files.writeString(
        none.resolve("model.json"),
        Files.readString(model.path().resolve("model.json"))
            .replace("\"format\" : 2", "\"format\" : 3"));
    assertEquals(
        none.resolve("model.json")
            + ": format 3 is not known, expected 2: another version wrote it",
        assertThrows(IOException.class, () -> Start.of(none)).getMessage());
  }

  @Test
  void theModelOfTheLibraryIsAStart() throws IOException {
    RunConfig config = RunConfig.fineTuning(Start.pretrained());
    RunConfig general = RunConfig.general();
    // Of its bottleneck, which nothing hears, two channels are left.
    assertEquals(((UNet) general.network()).withWidths(24, 48, 96, 192, 2), config.network());
    assertEquals(general.target(), config.target());
    assertEquals(general.normalisation(), config.normalisation());
    assertEquals(Start.pretrained(), config.start());
  }

  @Test
  void imagesSmallerThanThePartsAreRefusedBeforeTheFolderIsTaken() {
    RunConfig config = FIRST.withAugmentation(Augmentation.WORLD);
    assertEquals(
        "images of discs 32x32: expected at least the 128x128 that augmentation 'world' takes of"
            + " them",
        refused(() -> new TrainingRun(config, OTHER, folder)));
    assertFalse(Files.exists(folder));
  }
}
