package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.data.Split;
import org.cellcount.ops.Precision;
import org.cellcount.target.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleRunTest {
  private static final Split DATA = new Split(TestCells.discs(8, 1), TestCells.discs(4, 2));
  private static final RunConfig CONFIG =
      RunConfig.published()
          .withBaseChannels(2)
          .withBatchSize(4)
          .withEpochs(2)
          .withPrecision(Precision.FP32);

  @TempDir Path parent;

  private Path folder() {
    return parent.resolve("ensemble");
  }

  private List<History> train(int networks) throws IOException {
    return new EnsembleRun(CONFIG, networks, DATA, folder()).run(network -> progress -> {});
  }

  private void assertSameWeights(long seed, Path network) throws IOException {
    Path alone = parent.resolve("alone" + seed);
    new TrainingRun(CONFIG.withSeed(seed), DATA, alone).run();
    assertArrayEquals(
        Files.readAllBytes(new RunFolder(alone).model().best()),
        Files.readAllBytes(new RunFolder(network).model().best()));
  }

  @Test
  void everyNetworkIsARunOfItsOwnSeed() throws IOException {
    List<History> histories = train(2);
    assertEquals(2, histories.size());
    assertTrue(histories.get(1).finished());
    assertSameWeights(42, folder());
    assertSameWeights(43, folder().resolve("network-2"));
  }

  @Test
  void networksAreAddedToThoseTrained() throws IOException {
    train(1);
    byte[] before = Files.readAllBytes(new RunFolder(folder()).last());
    train(3);
    assertArrayEquals(before, Files.readAllBytes(new RunFolder(folder()).last()));
    assertEquals(
        List.of(folder(), folder().resolve("network-2"), folder().resolve("network-3")),
        new RunFolder(folder()).model().networks().stream().map(ModelFolder::path).toList());
  }

  @Test
  void goesOnWhereItWasInterrupted() throws IOException {
    EnsembleRun run = new EnsembleRun(CONFIG, 2, DATA, folder());
    List<History> begun =
        run.run(
            network ->
                progress -> {
                  if (progress.epochEnded() && network == 2) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertTrue(Thread.interrupted());
    assertEquals(2, begun.size());
    assertEquals(1, begun.get(1).epochs().size());
    assertFalse(new RunFolder(folder()).isFinished());
    assertTrue(train(2).get(1).finished());
    assertTrue(new RunFolder(folder()).isFinished());
    assertSameWeights(43, folder().resolve("network-2"));
  }

  @Test
  void anInterruptedNetworkKeepsTheNextFromBeingBegun() throws IOException {
    List<History> begun =
        new EnsembleRun(CONFIG, 2, DATA, folder())
            .run(n -> p -> Thread.currentThread().interrupt());
    assertTrue(Thread.interrupted());
    assertEquals(1, begun.size());
    assertFalse(Files.exists(folder().resolve("network-2")));
  }

  /** Trained before the number was stored, or copied: it is one of them if training says so. */
  @Test
  void aNetworkThatIsNotCountedIsTakenInByTrainingAlone() throws IOException {
    train(2);
    Files.delete(folder().resolve("ensemble.json"));
    ModelFolder model = new RunFolder(folder()).model();
    assertThrows(IOException.class, model::networks);
    train(2);
    assertEquals(2, model.networks().size());
    Files.delete(folder().resolve("ensemble.json"));
    Files.move(folder().resolve("network-2"), folder().resolve("network-3"));
    String message = assertThrows(IOException.class, () -> train(3)).getMessage();
    assertTrue(message.contains("network-3") && message.contains("seed"), message);
  }

  @Test
  void fewerNetworksThanThereAreAreRefused() throws IOException {
    train(2);
    String message = assertThrows(IllegalArgumentException.class, () -> train(1)).getMessage();
    assertEquals(
        folder() + " holds 2 networks, 1 wanted; ask for 2 or choose another folder", message);
    message = assertThrows(IllegalArgumentException.class, () -> train(0)).getMessage();
    assertEquals("networks is 0, expected 1 or more", message);
  }
}
