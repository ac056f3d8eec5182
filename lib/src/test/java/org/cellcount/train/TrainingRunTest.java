package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.loss.Loss;
import org.cellcount.ops.Precision;
import org.cellcount.target.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TrainingRunTest {
  private static final Split DATA = new Split(TestCells.discs(12, 1), TestCells.discs(4, 2));
  private static final RunConfig CONFIG =
      RunConfig.published()
          .withBaseChannels(2)
          .withBatchSize(4)
          .withEpochs(4)
          .withLearningRate(1e-2)
          .withAugmentation(Augmentation.FULL)
          .withPrecision(Precision.FP32);

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("org.cellcount.target.Target#OURS")
  void learnsEveryTarget(Target target) throws IOException {
    RunConfig config = CONFIG.withTarget(target).withEpochs(8);
    History history = new TrainingRun(config, DATA, folder).run();
    assertTrue(history.finished());
    double first = history.epochs().get(0).trainLoss();
    double last = history.last().trainLoss();
    assertTrue(last < 0.9 * first, "loss " + first + " -> " + last);
    assertTrue(Files.exists(new RunFolder(folder).model().best()));
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.loss.Loss#OURS")
  void learnsWithEveryLoss(Loss loss) throws IOException {
    History history = new TrainingRun(CONFIG.withLoss(loss).withEpochs(6), DATA, folder).run();
    double first = history.epochs().get(0).trainLoss();
    assertTrue(history.last().trainLoss() < first, loss + " does not fall from " + first);
  }

  /** All but the times, which no two runs share. */
  private static List<List<Double>> values(History history) {
    return history.epochs().stream()
        .map(
            e ->
                List.of(
                    e.learningRate(),
                    e.trainLoss(),
                    e.validationLoss(),
                    e.dice(),
                    e.iou(),
                    e.accuracy(),
                    e.countMae(),
                    e.countMaeSeparated()))
        .toList();
  }

  @Test
  void theSameSeedGivesTheSameRunAndAnotherAnotherOne() throws IOException {
    History a = new TrainingRun(CONFIG, DATA, folder.resolve("a")).run();
    History b = new TrainingRun(CONFIG, DATA, folder.resolve("b")).run();
    History c = new TrainingRun(CONFIG.withSeed(43), DATA, folder.resolve("c")).run();
    assertEquals(values(a), values(b));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a/best.safetensors")),
        Files.readAllBytes(folder.resolve("b/best.safetensors")));
    assertFalse(values(a).equals(values(c)));
  }

  @Test
  void anInterruptedRunGoesOnToTheSameEnd() throws IOException {
    for (Schedule schedule : Schedule.values()) {
      RunConfig config = CONFIG.withSchedule(schedule);
      Path whole = folder.resolve(schedule + "-whole");
      Path cut = folder.resolve(schedule + "-cut");
      History uncut = new TrainingRun(config, DATA, whole).run();
      for (int epoch = 2; epoch <= 3; epoch++) {
        int stopAt = epoch;
        History part =
            new TrainingRun(config, DATA, cut)
                .run(
                    progress -> {
                      if (progress.epoch() == stopAt && progress.batch() == 2) {
                        Thread.currentThread().interrupt();
                      }
                    });
        assertTrue(Thread.interrupted());
        assertFalse(part.finished());
        assertEquals(stopAt - 1, part.epochs().size());
      }
      History resumed = new TrainingRun(config, DATA, cut).run();
      assertEquals(values(uncut), values(resumed));
      assertArrayEquals(
          Files.readAllBytes(whole.resolve("best.safetensors")),
          Files.readAllBytes(cut.resolve("best.safetensors")));
    }
  }

  @Test
  void aFinishedRunIsNotRepeated() throws IOException {
    History first = new TrainingRun(CONFIG, DATA, folder).run();
    History again =
        new TrainingRun(CONFIG, DATA, folder)
            .run(
                progress -> {
                  throw new AssertionError("trained again");
                });
    assertEquals(first, again);
  }

  @Test
  void aFolderOfAnotherConfigurationIsRefused() throws IOException {
    new TrainingRun(CONFIG, DATA, folder);
    var e =
        assertThrows(
            IOException.class,
            () -> new TrainingRun(CONFIG.withEpochs(5).withBaseChannels(4), DATA, folder));
    assertEquals(
        folder
            + " holds another run (epochs 4 there, 5 wanted, widths [2,4,8,16,32] there,"
            + " [4,8,16,32,64] wanted); choose another folder or delete it",
        e.getMessage());
    CellDataset other = TestCells.discs(12, 3);
    e =
        assertThrows(
            IOException.class,
            () -> new TrainingRun(CONFIG, new Split(other, DATA.validation()), folder));
    assertTrue(e.getMessage().contains("(training "), e.getMessage());
  }

  @Test
  void aLossThatIsNotANumberStopsTheRunAndKeepsTheLastCheckpoint() throws IOException {
    RunFolder run = new RunFolder(folder);
    TrainingRun training = new TrainingRun(CONFIG, DATA, folder);
    training.run(
        progress -> {
          if (progress.epochEnded()) {
            Thread.currentThread().interrupt();
          }
        });
    assertTrue(Thread.interrupted());
    poison(run);
    byte[] kept = Files.readAllBytes(run.last());
    var e = assertThrows(TrainingException.class, training::run);
    assertTrue(
        e.getMessage()
            .startsWith("loss is NaN at epoch 2, step 1; the checkpoint of epoch 1 is kept"),
        e.getMessage());
    assertArrayEquals(kept, Files.readAllBytes(run.last()));
  }

  /** Puts a NaN into a weight of the checkpoint. */
  private static void poison(RunFolder run) {
    try {
      Checkpoint good = Checkpoint.read(run.last(), CONFIG.model());
      good.model().get("enc1.block.0.weight").values()[0] = Float.NaN;
      good.write(run.last(), Map.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTruncatedCheckpointIsNamed() throws IOException {
    new TrainingRun(CONFIG.withEpochs(1), DATA, folder).run();
    Path last = new RunFolder(folder).last();
    byte[] whole = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(whole, whole.length / 2));
    var e =
        assertThrows(
            IOException.class, () -> new TrainingRun(CONFIG.withEpochs(1), DATA, folder).run());
    assertTrue(e.getMessage().contains("last.safetensors"), e.getMessage());
  }

  @Test
  void aTargetThatNeedsLabelsSaysSo() {
    CellDataset bare = CellDataset.of("bare", DATA.training().images(), DATA.training().images());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TrainingRun(CONFIG.withTarget(Target.DISTANCE), new Split(bare, bare), folder));
    assertEquals(
        "target 'distance' needs the label of every cell, and bare has none: see PseudoLabels",
        e.getMessage());
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    var e =
        assertThrows(IOException.class, () -> new TrainingRun(CONFIG, DATA, file.resolve("run")));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
