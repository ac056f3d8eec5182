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
import org.cellcount.ops.Precision;
import org.cellcount.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own, killed again and again at random moments. */
class KilledRunTest {
  private static final int EPOCHS = 6;

  @TempDir Path folder;

  /** Trains to the end, printing a line after every epoch. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      run(Path.of(args[0]));
    }

    static History run(Path folder) throws IOException {
      RunConfig config =
          RunConfig.published()
              .withBaseChannels(2)
              .withBatchSize(4)
              .withEpochs(EPOCHS)
              .withAugmentation(Augmentation.FULL)
              .withPrecision(Precision.FP32);
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

  @Test
  void endsAsIfItHadNeverBeenKilled() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    Path killed = folder.resolve("killed");
    int kills = 0;
    while (!finished(killed)) {
      assertTrue(kills < EPOCHS, "the run makes no progress");
      killOneEpochLater(killed, random.nextInt(120));
      kills++;
    }
    assertTrue(kills >= 2, "killed only " + kills + " times");
    Path whole = folder.resolve("whole");
    History uncut = Child.run(whole);
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
        Checkpoint.read(new RunFolder(whole).last(), new RunFolder(whole).config().model()).optimizer(),
        Checkpoint.read(new RunFolder(killed).last(), new RunFolder(whole).config().model()).optimizer());
  }

  private static boolean finished(Path run) throws IOException {
    return new RunFolder(run).isUsed() && new RunFolder(run).progress().finished();
  }

  /** Starts the run, lets it complete two epochs more, waits a little and kills it. */
  private void killOneEpochLater(Path run, int millis) throws Exception {
    Process process = ChildJvm.of(List.of(), Child.class, run.toString()).start();
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
