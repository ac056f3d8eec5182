package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return AblationResults.SCORES.stream()
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
  void severalSeedsGiveTheirMeanAndAnInterval() throws IOException {
    Path csv = folder.resolve("table.csv");
    Table one = study(folder, 1).run(csv, progress -> {});
    Table two = study(folder, 2).run(csv, progress -> {});
    Table both = study(folder, 1, 2).run(csv, progress -> {});
    for (int row = 0; row < 3; row++) {
      double a = one.doubleColumn("Dice").get(row);
      double b = two.doubleColumn("Dice").get(row);
      assertNotEquals(a, b);
      assertEquals((a + b) / 2, both.doubleColumn("Dice").get(row), 2e-4);
      double mean = both.doubleColumn("Dice").get(row);
      assertTrue(both.doubleColumn("Dice low").get(row) < mean);
      assertTrue(both.doubleColumn("Dice high").get(row) > mean);
      assertEquals(2, both.intColumn("seeds").get(row));
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
    assertEquals(26, entries.size());
    assertEquals(19, entries.stream().map(Ablation.Entry::config).distinct().count());
    RunConfig reference = entries.get(1).config();
    RunConfig counting = RunConfig.counting().withBaseChannels(64).withEpochs(3);
    for (Ablation.Entry entry : entries.subList(10, entries.size())) {
      RunConfig config = entry.config();
      RunConfig one =
          switch (entry.factor()) {
            case "model" -> reference.withNetwork(config.network());
            case "loss" -> reference.withLoss(config.loss());
            case "augmentation" -> reference.withAugmentation(config.augmentation());
            case Ablation.TARGET -> counting.withTarget(config.target());
            default -> throw new AssertionError("another factor: " + entry.factor());
          };
      assertEquals(one, config, entry.setting());
    }
  }

  @Test
  void theDesignHoldsEveryCombination() {
    RunConfig first = RunConfig.baseline();
    RunConfig second = RunConfig.published();
    List<Ablation.Entry> design = Ablation.design(first, second);
    assertEquals(first, design.get(0).config());
    assertEquals("32, none, BCE", design.get(0).setting());
    assertEquals(second, design.get(7).config());
    Set<List<Object>> combinations = new HashSet<>();
    for (Ablation.Entry entry : design) {
      RunConfig config = entry.config();
      assertEquals(
          second,
          config
              .withBaseChannels(64)
              .withAugmentation(second.augmentation())
              .withLoss(second.loss()));
      combinations.add(List.of(config.baseChannels(), config.augmentation(), config.loss()));
    }
    assertEquals(8, combinations.size());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Ablation.design(first.withLoss(Loss.BCE_DICE), second));
    assertTrue(
        e.getMessage().startsWith("combinations of width, augmentation and loss 4: expected"));
  }

  @Test
  void everyRowIsTrainedWithOneSeedBeforeAnyWithTheNext() throws IOException {
    List<Integer> trained = new ArrayList<>();
    AblationResults results =
        study(folder, 1, 2)
            .run(
                progress -> {
                  if (progress.run() == 4) {
                    Thread.currentThread().interrupt();
                  }
                },
                now -> trained.add(now.runs().longColumn("seed").unique().size()));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(1, 1, 2), trained);
    assertEquals(List.of(2, 1, 2), results.table().intColumn("seeds").asList());
  }

  @Test
  void twoRowsOfOneNameAreRefused() {
    List<Ablation.Entry> twice =
        List.of(ENTRIES.get(0), new Ablation.Entry("published", "best entry", BASE.withEpochs(3)));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new AblationStudy(twice, new long[] {1}, DATA, folder));
    assertEquals("row 'published: best entry': expected only one of that name", e.getMessage());
  }

  @Test
  void oneMicroscopeImageTellsNothingOfOthers() {
    Holdout one = new Holdout(DATA.learning(), TestCells.discs(3, 2).withGroups(7, 7, 7));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new AblationStudy(ENTRIES, new long[] {1}, one, folder));
    assertEquals("microscope images to test on 1: expected 2 or more", e.getMessage());
  }

  @Test
  void aHoldoutCanBeMadeSmaller() {
    Holdout whole = Holdout.of(TestCells.discs(100, 1), 1);
    Holdout small = whole.limited(20, 5, 3);
    assertEquals(17, small.learning().training().size());
    assertEquals(3, small.learning().validation().size());
    assertEquals(5, small.test().size());
    assertEquals(small.test().image(0), whole.limited(20, 5, 3).test().image(0));
    assertNotEquals(small.test().image(0), whole.limited(20, 5, 4).test().image(0));
    assertEquals(whole.toString(), whole.limited(1000, 1000, 3).toString());
    var e = assertThrows(IllegalArgumentException.class, () -> whole.limited(1, 5, 3));
    assertEquals("images to learn from 1: expected 2 or more", e.getMessage());
  }
}
