package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.Split;
import org.cellcount.testing.ChildJvm;
import org.cellcount.testing.MemoryUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The memory of a process that trains, native memory included. */
class TrainingMemoryTest {
  private static final int WARM_UP = 40;
  private static final int STEPS = 200;

  /** What one step holds is more than a hundredth of it. */
  private static final long BOUND = 40_000_000;

  @TempDir Path folder;

  /** Trains and prints by how many bytes the process grew after it had warmed up. */
  static final class Child {
    private static final long[] RESIDENT = new long[WARM_UP + STEPS];

    private Child() {}

    public static void main(String[] args) throws IOException {
      int batch = 4;
      int batches = 20;
      RunConfig config =
          RunConfig.published()
              .withBaseChannels(4)
              .withBatchSize(batch)
              .withEpochs(RESIDENT.length / batches)
              .withAugmentation(Augmentation.FULL);
      Split data = new Split(TestCells.discs(batch * batches, 1), TestCells.discs(batch, 2));
      int[] done = new int[1];
      new TrainingRun(config, data, Path.of(args[0]))
          .run(
              progress -> {
                if (!progress.epochEnded()) {
                  RESIDENT[done[0]++] = MemoryUse.residentBytes().orElseThrow();
                }
              });
      System.out.println(RESIDENT[WARM_UP + STEPS - 1] - RESIDENT[WARM_UP]);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void doesNotGrowWithTheSteps() throws Exception {
    // A heap that is there from the start, so that what grows is native.
    List<String> flags =
        List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=64m");
    Process process = ChildJvm.of(flags, Child.class, folder.toString()).start();
    String growthText;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      growthText = out.lines().reduce("", (before, line) -> line);
    }
    assertEquals(0, process.waitFor());
    long growth = Long.parseLong(growthText);
    assertTrue(growth < BOUND, growth + " bytes in " + STEPS + " steps");
  }
}
