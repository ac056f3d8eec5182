package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.cellcount.data.Split;
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
    new TrainingRun(CONFIG, DATA, first.model().network(2).path());
    assertEquals(Optional.of(second), RunFolder.newest(parent), "an ensemble that is not finished");
  }
}
