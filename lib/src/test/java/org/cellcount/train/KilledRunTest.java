package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.Split;
import org.cellcount.model.ModelConfig;
import org.cellcount.ops.Precision;
import org.cellcount.testing.ChildJvm;
import org.cellcount.testing.Own;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run in a process of its own, killed again and again at random moments. */
class KilledRunTest {
  private static final int EPOCHS = 6;

  @TempDir Path folder;

  /** Trains to the end, printing a line after every epoch. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      run(Path.of(args[0]), args[1]);
    }

    static History run(Path folder, String kind) throws IOException {
      RunConfig config =
          RunConfig.published()
              .withBaseChannels(2)
              .withBatchSize(4)
              .withEpochs(EPOCHS)
              .withAugmentation(Augmentation.FULL)
              .withPrecision(Precision.FP32);
      if (kind.equals("own")) {
        config =
            config
                .withNetwork(Own.DJL_UNET)
                .withLoss(Own.LOSS)
                .withAugmentation(Own.AUGMENTATION)
                .withCountingMethod(Own.COUNTING);
      }
      if (kind.equals("fine-tuned")) {
        config = config.withStart(Start.of(folder.resolveSibling("model")));
      }
      Split data = new Split(TestCells.discs(12, 1), TestCells.discs(4, 2));
      return new TrainingRun(config, data, folder)
          .run(
              progress -> {
                if (progress.epochEnded()) {
                  System.out.println("epoch " + progress.epoch());
                }
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "own", "fine-tuned"})
  void endsAsIfItHadNeverBeenKilled(String kind) throws Exception {
    Child.run(folder.resolve("model"), "ours");
    SplittableRandom random = new SplittableRandom(5);
    Path killed = folder.resolve("killed");
    int kills = 0;
    while (!finished(killed)) {
      assertTrue(kills < EPOCHS, "the run makes no progress");
      killOneEpochLater(killed, kind, random.nextInt(120));
      kills++;
    }
    assertTrue(kills >= 2, "killed only " + kills + " times");
    Path whole = folder.resolve("whole");
    History uncut = Child.run(whole, kind);
    History resumed = new RunFolder(killed).progress();
    assertEquals(
        uncut.epochs().stream().map(History.Epoch::validationLoss).toList(),
        resumed.epochs().stream().map(History.Epoch::validationLoss).toList());
    assertEquals(
        uncut.epochs().stream().map(History.Epoch::trainLoss).toList(),
        resumed.epochs().stream().map(History.Epoch::trainLoss).toList());
    assertArrayEquals(
        Files.readAllBytes(new RunFolder(whole).model().best()),
        Files.readAllBytes(new RunFolder(killed).model().best()));
    assertEquals(
        Checkpoint.read(new RunFolder(whole).last(), model(whole)).optimizer(),
        Checkpoint.read(new RunFolder(killed).last(), model(whole)).optimizer());
  }

  private static ModelConfig model(Path run) throws IOException {
    return new RunFolder(run).config(Own.DJL_UNET, Own.COUNTING).model();
  }

  private static boolean finished(Path run) throws IOException {
    return new RunFolder(run).isUsed() && new RunFolder(run).progress().finished();
  }

  /** Starts the run, lets it complete two epochs more, waits a little and kills it. */
  private void killOneEpochLater(Path run, String kind, int millis) throws Exception {
    Process process = ChildJvm.of(List.of(), Child.class, run.toString(), kind).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      out.readLine();
      out.readLine();
      Thread.sleep(millis);
      process.destroyForcibly().waitFor();
    }
  }
}
