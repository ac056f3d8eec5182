package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Split DATA = new Split(TestCells.discs(4, 1), TestCells.discs(2, 2));
  private static final RunConfig CONFIG =
      RunConfig.published().withBaseChannels(2).withEpochs(1).withBatchSize(4);

  @TempDir Path parent;

  @Test
  void theSameRunIsFoundAgainAndNoOtherOne() {
    RunFolder run = RunFolder.in(parent, CONFIG, DATA);
    assertEquals(run, RunFolder.in(parent, CONFIG, DATA));
    assertNotEquals(run, RunFolder.in(parent, CONFIG.withLearningRate(1e-4), DATA));
    assertNotEquals(run, RunFolder.in(parent, CONFIG.withSchedule(Schedule.COSINE), DATA));
    Split other = new Split(TestCells.discs(4, 3), DATA.validation());
    assertNotEquals(run, RunFolder.in(parent, CONFIG, other));
    String name = run.path().getFileName().toString();
    assertTrue(name.matches("u.net.2-mask-bce.dice-flips.rotation-1x4-seed42-[0-9a-f]{8}"), name);
  }

  @Test
  void theNewestRunIsTheFinishedOneThatEndedLast() throws IOException {
    assertEquals(Optional.empty(), RunFolder.newest(parent.resolve("missing")));
    RunFolder first = new RunFolder(parent.resolve("first"));
    RunFolder second = new RunFolder(parent.resolve("second"));
    new TrainingRun(CONFIG, DATA, first.path()).run();
    new TrainingRun(CONFIG, DATA, second.path()).run();
    new TrainingRun(CONFIG, DATA, parent.resolve("started"));
    Files.createDirectory(parent.resolve("empty"));
    Files.setLastModifiedTime(first.last(), FileTime.fromMillis(2000));
    Files.setLastModifiedTime(second.last(), FileTime.fromMillis(1000));
    assertEquals(Optional.of(first), RunFolder.newest(parent));
    first.model().writeSize(2);
    new TrainingRun(CONFIG, DATA, first.model().network(2).path());
    assertEquals(Optional.of(second), RunFolder.newest(parent), "an ensemble that is not finished");
  }

  private static String refusal(RunFolder run, RunConfig config, Split data) {
    return assertThrows(IOException.class, () -> run.checkClaim(config, data)).getMessage();
  }

  /** Cells 1 and 2 of every image change their numbers; masks and diameters stay as they are. */
  private static Split relabelled() {
    CellDataset training = DATA.training();
    List<LabelImage> labels = new ArrayList<>();
    for (int i = 0; i < training.size(); i++) {
      int[] numbers =
          Arrays.stream(training.cells(i).labels())
              .map(n -> n == 1 || n == 2 ? 3 - n : n)
              .toArray();
      labels.add(new LabelImage(TestCells.SIZE, TestCells.SIZE, numbers));
    }
    return new Split(training.withLabels(labels), DATA.validation());
  }

  @Test
  void correctedLabelsAndCountsAreOtherData() throws IOException {
    RunFolder run = RunFolder.in(parent, CONFIG, DATA);
    run.claim(CONFIG, DATA);
    run.checkClaim(CONFIG, DATA);
    Split counted = new Split(DATA.training(), DATA.validation().withCounts(3, 7));
    assertNotEquals(run, RunFolder.in(parent, CONFIG, relabelled()));
    assertNotEquals(run, RunFolder.in(parent, CONFIG, counted));
    String refusal = refusal(run, CONFIG, relabelled());
    assertTrue(refusal.contains("holds another run (training \"4 images of 32x32"), refusal);
    refusal = refusal(run, CONFIG, counted);
    assertTrue(refusal.contains("holds another run (validation \"2 images of 32x32"), refusal);
  }

  @Test
  void format1KnewItsDataByImagesAndMasks() throws IOException {
    RunConfig config = FirstFormatFiles.CONFIG.withEpochs(1);
    RunFolder run = new RunFolder(parent.resolve("first"));
    new TrainingRun(config, DATA, run.path()).run();
    FirstFormatFiles.rewrite(run.path(), config.seed(), DATA);
    run.checkClaim(FirstFormatFiles.CONFIG, DATA);
    run.checkClaim(FirstFormatFiles.CONFIG, relabelled());
    Split other = new Split(TestCells.discs(4, 3), DATA.validation());
    assertTrue(refusal(run, FirstFormatFiles.CONFIG, other).contains("(training"));
  }

  @Test
  void whatIsDoneIsReadWithoutTheWeights() throws IOException {
    RunFolder run = new RunFolder(parent.resolve("run"));
    History history = new TrainingRun(CONFIG, DATA, run.path()).run();
    byte[] bytes = Files.readAllBytes(run.last());
    bytes[bytes.length - 100] ^= 1;
    Files.write(run.last(), bytes);
    assertEquals(history, run.progress());
    assertTrue(run.isFinished());
    assertEquals(Optional.of(run), RunFolder.newest(parent));
    TrainingRun again = new TrainingRun(CONFIG, DATA, run.path());
    assertEquals(
        "cannot read " + run.last() + ": its content does not match its checksum",
        assertThrows(IOException.class, again::run).getMessage());
  }

  @Test
  void weightsWithoutADescriptionAreNoFreeFolder() throws IOException {
    RunFolder run = new RunFolder(parent.resolve("run"));
    new TrainingRun(CONFIG, DATA, run.path()).run();
    Files.delete(run.path().resolve("run.json"));
    assertEquals(
        run.path() + " holds weights without run.json; choose another folder or empty it",
        refusal(run, CONFIG, DATA));
  }
}
