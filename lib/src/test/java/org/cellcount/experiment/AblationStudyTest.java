package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cellcount.data.CellDataset;
import org.cellcount.loss.Loss;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class AblationStudyTest {
  private static final Holdout DATA = Holdout.of(TestCells.discs(20, 1), 1);
  private static final RunConfig BASE =
      RunConfig.published().withBaseChannels(2).withEpochs(2).withBatchSize(4);
  private static final List<Ablation.Entry> ENTRIES =
      List.of(
          new Ablation.Entry("published", "best entry", BASE),
          new Ablation.Entry("loss", "BCE", BASE.withLoss(Loss.BCE)),
          new Ablation.Entry("loss", "BCE + Dice", BASE));

  @TempDir Path folder;

  private AblationStudy study(Path runs, long... seeds) {
    return new AblationStudy(ENTRIES, seeds, DATA, runs);
  }

  private static List<Double> scores(Table table) {
    return List.of("Dice", "IoU", "accuracy", "MAE components", "MAE separated", "MAE tuned")
        .stream()
        .flatMap(name -> table.doubleColumn(name).asList().stream())
        .toList();
  }

  @Test
  void rowsOfOneConfigurationShareARun() throws IOException {
    Set<Integer> runs = new HashSet<>();
    Table table =
        study(folder, 42)
            .run(
                folder.resolve("table.csv"),
                progress -> {
                  assertEquals(2, progress.runs());
                  runs.add(progress.run());
                });
    assertEquals(Set.of(1, 2), runs);
    assertEquals(3, table.rowCount());
    for (String column : List.of("Dice", "MAE tuned", "train seconds")) {
      assertEquals(table.doubleColumn(column).get(0), table.doubleColumn(column).get(2));
    }
    assertEquals(
        List.of("best entry", "BCE", "BCE + Dice"), table.stringColumn("setting").asList());
  }

  @Test
  void finishedRunsAreNotRepeated() throws IOException {
    Path csv = folder.resolve("table.csv");
    Table first = study(folder, 42).run(csv, progress -> {});
    String text = Files.readString(csv);
    Table again =
        study(folder, 42)
            .run(
                csv,
                progress -> {
                  throw new AssertionError("trained again: " + progress.toText());
                });
    assertEquals(first.print(), again.print());
    assertEquals(text, Files.readString(csv));
  }

  @Test
  void anInterruptedSweepGoesOn() throws IOException {
    Path csv = folder.resolve("table.csv");
    Path cut = folder.resolve("cut");
    Table part =
        study(cut, 42)
            .run(
                csv,
                progress -> {
                  if (progress.run() == 2) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertTrue(Thread.interrupted());
    assertEquals(List.of("best entry", "BCE + Dice"), part.stringColumn("setting").asList());
    assertFalse(Files.readString(csv).contains("loss,BCE,"));
    Set<Integer> runs = new HashSet<>();
    Table whole = study(cut, 42).run(csv, progress -> runs.add(progress.run()));
    assertEquals(Set.of(2), runs);
    assertTrue(Files.readString(csv).contains("loss,BCE,"));
    Table uncut = study(folder.resolve("uncut"), 42).run(csv, progress -> {});
    assertEquals(scores(uncut), scores(whole));
  }

  @Test
  void severalSeedsGiveMeanAndDeviation() throws IOException {
    Path csv = folder.resolve("table.csv");
    Table one = study(folder, 1).run(csv, progress -> {});
    Table two = study(folder, 2).run(csv, progress -> {});
    Table both = study(folder, 1, 2).run(csv, progress -> {});
    for (int row = 0; row < 3; row++) {
      double a = one.doubleColumn("Dice").get(row);
      double b = two.doubleColumn("Dice").get(row);
      assertNotEquals(a, b);
      assertEquals((a + b) / 2, both.doubleColumn("Dice").get(row), 2e-4);
      assertEquals(Math.abs(a - b) / Math.sqrt(2), both.doubleColumn("Dice sd").get(row), 2e-4);
    }
  }

  @Test
  void dataWithoutLabelsGetsThemFromTheMasks() throws IOException {
    CellDataset labelled = TestCells.discs(20, 1);
    CellDataset bare =
        CellDataset.of(
            "bare",
            labelled.images(),
            labelled.images().stream().map(i -> i.above(0.4).toGray()).toList());
    List<Ablation.Entry> distance =
        List.of(new Ablation.Entry("target", "distance", BASE.withTarget(Target.DISTANCE)));
    Table table =
        new AblationStudy(distance, new long[] {42}, Holdout.of(bare, 1), folder)
            .run(folder.resolve("table.csv"), progress -> {});
    assertEquals(1, table.rowCount());
    assertEquals("distance", table.stringColumn("target").get(0));
  }

  @Test
  void otherDataHasItsOwnRuns() {
    Holdout other = Holdout.of(TestCells.discs(20, 2), 1);
    assertNotEquals(
        study(folder, 42).runFolder(ENTRIES.get(0)),
        new AblationStudy(ENTRIES, new long[] {42}, other, folder).runFolder(ENTRIES.get(0)));
  }

  @Test
  void aStudyOfNothingIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> study(folder));
    assertEquals(
        "an ablation of 3 rows and 0 seeds, expected at least one of each", e.getMessage());
  }

  @Test
  void thePublishedPairComesFirstAndOtherRowsChangeOneThing() {
    List<Ablation.Entry> entries = Ablation.published(c -> c.withEpochs(3));
    assertEquals(RunConfig.baseline().withEpochs(3), entries.get(0).config());
    assertEquals(RunConfig.published().withEpochs(3), entries.get(1).config());
    assertEquals(22, entries.size());
    assertEquals(18, entries.stream().map(Ablation.Entry::config).distinct().count());
    RunConfig reference = entries.get(1).config();
    for (Ablation.Entry entry : entries.subList(2, entries.size())) {
      RunConfig config = entry.config();
      RunConfig one =
          switch (entry.factor()) {
            case "model" -> reference.withNetwork(config.network());
            case "loss" -> reference.withLoss(config.loss());
            case "augmentation" -> reference.withAugmentation(config.augmentation());
            case "target" -> reference.withTarget(config.target());
            default -> throw new AssertionError("another factor: " + entry.factor());
          };
      assertEquals(one, config, entry.setting());
    }
  }
}
