package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cellcount.data.NpzDataset;
import org.cellcount.experiment.AblationResults;
import org.cellcount.train.TestCells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblateTest {
  @TempDir private Path folder;

  private Shell ablate(Object... more) throws IOException {
    Path data = folder.resolve("train_data.npz");
    if (!Files.exists(data)) {
      NpzDataset.write(data, TestCells.discs(30, 1));
    }
    List<Object> arguments =
        new ArrayList<>(
            List.of("--data", data, "--output", folder.resolve("tables"), "--runs", runs()));
    arguments.addAll(List.of("--images", 8, "--test", 4, "--epochs", 1, "--batch", 4));
    arguments.addAll(Arrays.asList(more));
    return Shell.run(new Ablate(), arguments.toArray());
  }

  private Path runs() {
    return folder.resolve("runs");
  }

  @Test
  void trainsTheRowsOfAFactorAndKeepsTheTables() throws IOException {
    List<String> lines = ablate("--seeds", 1, "--base", 4, "--factor", "augmentation").done();
    assertEquals("7 images to train on, 1 to validate on, 4 to test on", lines.get(1));
    assertTrue(lines.get(2).matches(" 33 %  run 1 of 3: U-Net 4, target mask.* seed 42"));
    assertEquals("tables: " + folder.resolve("tables"), lines.get(lines.size() - 1));
    AblationResults results = AblationResults.read(folder.resolve("tables"));
    assertEquals(4, results.testImages());
    // Rows of other factors that are the same run are finished with it.
    assertEquals(
        Set.of("published", "width x augmentation x loss", "model", "loss", "augmentation"),
        results.runs().stringColumn("factor").asSet());
    assertEquals(3, results.runs().intColumn("run").unique().size());
    String first = Files.readString(folder.resolve("tables/scores.csv"));
    assertEquals(3, ablate("--seeds", 1, "--base", 4, "--factor", "augmentation").done().size());
    assertEquals(first, Files.readString(folder.resolve("tables/scores.csv")));
  }

  private static void refused(String reason, Shell shell) {
    shell.failed(2, "ablation: Invalid value for option " + reason + "; see --help");
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingIsTrained() throws IOException {
    refused("'--base': 6, expected a multiple of 4", ablate("--base", 6));
    refused("'--seeds': 0, expected 1 or more", ablate("--base", 4, "--seeds", 0));
    refused(
        "'--factor': 'los', expected one of published, width x augmentation x loss, target, model,"
            + " loss, augmentation",
        ablate("--base", 4, "--factor", "los"));
    assertFalse(Files.exists(runs()));
  }
}
