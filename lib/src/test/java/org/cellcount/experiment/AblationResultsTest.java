package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.loss.Loss;
import org.cellcount.metric.CrossedMean;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class AblationResultsTest {
  private static final int IMAGES = 12;
  private static final CellDataset TEST =
      TestCells.discs(IMAGES, 1).withGroups(IntStream.range(0, IMAGES).map(i -> i / 3).toArray());
  private static final Holdout DATA =
      new Holdout(new Split(TestCells.discs(5, 2), TestCells.discs(2, 3)), TEST);
  private static final String SCRIPT = "MAE script";
  private static final String OWN = "MAE own way";
  private static final List<Ablation.Entry> ENTRIES =
      Ablation.published(c -> c.withBaseChannels(c.baseChannels() / 16).withEpochs(2));

  @TempDir Path folder;

  /** A run that counts so many cells too many in every image. */
  private static RunResult result(int script, int own) {
    List<Double> pixels = IntStream.range(0, IMAGES).mapToObj(i -> 0.8 + 0.01 * i).toList();
    Map<String, List<Integer>> counts = new HashMap<>();
    for (String way : AblationResults.WAYS) {
      int more = way.equals(AblationResults.OWN_WAY) ? own : script;
      counts.put(way, IntStream.range(0, IMAGES).mapToObj(i -> TEST.trueCount(i) + more).toList());
    }
    return new RunResult(
        100,
        2,
        1,
        7.4,
        Map.of(
            AblationResults.DICE, pixels,
            AblationResults.IOU, pixels,
            AblationResults.ACCURACY, pixels),
        counts);
  }

  private static AblationResults results(
      List<Ablation.Entry> entries, ToDoubleFunction<RunConfig> script, int... seeds) {
    AblationFiles files = new AblationFiles(DATA);
    for (Ablation.Entry entry : entries) {
      for (int seed : seeds) {
        int more = (int) script.applyAsDouble(entry.config()) + seed;
        files.add(entry, entry.config().withSeed(seed), result(more, 1));
      }
    }
    return files.results();
  }

  /** Width is worth 2 cells, the loss 3 or, in the wider network, 5; augmentation nothing. */
  private static double known(RunConfig config) {
    boolean wide = config.baseChannels() == 4;
    boolean dice = config.loss().equals(Loss.BCE_DICE);
    return 20 - (wide ? 2 : 0) - (dice ? 3 : 0) - (wide && dice ? 2 : 0);
  }

  @Test
  void effectsAreThoseThatWerePutIn() {
    AblationResults results = results(ENTRIES, AblationResultsTest::known, 1, 2, 3);
    Table effects = results.effects(SCRIPT, OWN);
    assertEquals(
        List.of(
            "width",
            "augmentation",
            "loss",
            "width x augmentation",
            "width x loss",
            "augmentation x loss",
            "width x augmentation x loss"),
        effects.stringColumn("effect").asList());
    assertEquals(
        List.of(-3.0, 0.0, -4.0, 0.0, -1.0, 0.0, 0.0), effects.doubleColumn(SCRIPT).asList());
    // Every seed gives the same differences: nothing is uncertain.
    assertEquals(
        effects.doubleColumn(SCRIPT).asList(), effects.doubleColumn(SCRIPT + " low").asList());
    assertEquals(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), effects.doubleColumn(OWN).asList());
  }

  @Test
  void differencesArePairedAndMeansAreNot() {
    AblationResults results = results(ENTRIES, AblationResultsTest::known, 1, 2, 3);
    CrossedMean first = results.mean(Ablation.FIRST, SCRIPT);
    assertEquals(22, first.mean(), 1e-9);
    assertTrue(first.interval().low() < 21.5 && first.interval().high() > 22.5);
    CrossedMean difference = results.difference(Ablation.BEST, Ablation.FIRST, SCRIPT);
    assertEquals(-7, difference.mean(), 1e-9);
    assertEquals(-7, difference.interval().high(), 1e-9);
    assertEquals(-14, results.difference(Ablation.BEST, OWN, SCRIPT).mean(), 1e-9);
    Table losses = results.differences("loss", Ablation.BEST, SCRIPT);
    assertEquals("difference from published: best entry", losses.name());
    for (Row row : losses) {
      double expected = row.getString("setting").equals("BCE + Dice") ? 0 : 5;
      assertEquals(expected, row.getDouble(SCRIPT), row.getString("setting"));
    }
  }

  @Test
  void rowsAreComparedOverTheSeedsThatBothHave() {
    AblationFiles files = new AblationFiles(DATA);
    Ablation.Entry first = ENTRIES.get(0);
    Ablation.Entry best = ENTRIES.get(1);
    files.add(first, first.config().withSeed(1), result(9, 1));
    files.add(first, first.config().withSeed(2), result(5, 1));
    files.add(best, best.config().withSeed(2), result(3, 1));
    AblationResults results = files.results();
    assertEquals(7, results.mean(Ablation.FIRST, SCRIPT).mean(), 1e-9);
    assertEquals(-2, results.difference(Ablation.BEST, Ablation.FIRST, SCRIPT).mean(), 1e-9);
    assertEquals(List.of(2, 1), results.table().intColumn("seeds").asList());
  }

  @Test
  void writtenAndReadIsTheSame() throws IOException {
    AblationResults results = results(ENTRIES, AblationResultsTest::known, 1, 2);
    results.write(folder);
    AblationResults read = AblationResults.read(folder);
    assertEquals(results.table().printAll(), read.table().printAll());
    assertEquals(results.conclusions(), read.conclusions());
    assertEquals(IMAGES, read.testImages());
    assertEquals(4, read.microscopeImages());
    long runs = ENTRIES.stream().map(Ablation.Entry::config).distinct().count() * 2;
    assertEquals(runs * 4, read.scores().rowCount());
    assertEquals(ENTRIES.size() * 2, read.runs().rowCount());
  }

  private void unreadable(String file, String from, String to, String reason) throws IOException {
    results(ENTRIES, AblationResultsTest::known, 1).write(folder);
    Path csv = folder.resolve(file);
    Files.writeString(csv, Files.readString(csv).replaceFirst(from, to));
    String message =
        assertThrows(IOException.class, () -> AblationResults.read(folder)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void otherFilesAreRefusedByName() throws IOException {
    unreadable("runs.csv", "seed", "sed", "runs.csv has the columns [run, factor, setting, sed,");
    unreadable("scores.csv", "\n1,0,3,", "\n1,0,three,", "scores.csv is no table of an ablation");
    unreadable("scores.csv", "\n1,0,3,", "\n1,0,4,", "images of run 2 [3, 3, 3, 3]: expected");
    unreadable("runs.csv", "\n1,", "\n99,", "run 99: expected one with scores");
    Files.delete(folder.resolve("scores.csv"));
    String message =
        assertThrows(IOException.class, () -> AblationResults.read(folder)).getMessage();
    assertTrue(message.endsWith("scores.csv is missing"), message);
  }

  @Test
  void conclusionsSayWhatTheNumbersSay() {
    List<String> sentences = results(ENTRIES, AblationResultsTest::known, 1, 2, 3).conclusions();
    assertEquals(
        "Counted by script, the best entry is off by 15.00 cells an image and the first by 22.00:"
            + " -7.00 (-7.00 to -7.00, sure).",
        sentences.get(0));
    assertEquals(
        "Counted by own way, the best entry is off by 1.00 cells an image and the first by 1.00:"
            + " +0.00 (+0.00 to +0.00, not sure).",
        sentences.get(1));
    assertTrue(sentences.get(2).contains("width -3.00 (-3.00 to -3.00, sure); augmentation +0.00"));
    assertTrue(sentences.get(3).contains("width x loss -1.00 (-1.00 to -1.00, sure)"));
    assertTrue(
        sentences.get(4).contains("gives -14.00 (-16.48 to -11.52, sure)")
            && sentences.get(4).endsWith("loss, gives -4.00."),
        sentences.get(4));
    assertEquals(
        "Of the targets, mask is off least; not surely off more are border class, distance,"
            + " gradient flows, combined.",
        sentences.get(sentences.size() - 1));
  }

  @Test
  void conclusionsKeepToWhatIsFinished() {
    List<Ablation.Entry> few =
        ENTRIES.stream().filter(entry -> entry.config().target().equals(Target.DISTANCE)).toList();
    assertEquals(List.of(), results(few, AblationResultsTest::known, 1).conclusions());
  }

  @Test
  void theCaptionSaysHowLargeItWas() {
    assertEquals(
        "38 runs: 5 images to train on, 12 crops of 4 microscope images to test on, networks of base"
            + " 2, 4, 2 epochs, seeds 1, 2, 4 minutes of training",
        results(ENTRIES, AblationResultsTest::known, 1, 2).caption());
  }

  private static void refused(String message, Runnable asking) {
    var e = assertThrows(IllegalArgumentException.class, asking::run);
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void whatIsNotThereIsNamed() {
    AblationResults results = results(ENTRIES.subList(0, 2), AblationResultsTest::known, 1);
    RowName other = new RowName("loss", "mine");
    refused("row 'loss: mine': expected one of [published: first", () -> results.mean(other, OWN));
    refused("score 'MAE': expected one of [Dice", () -> results.mean(Ablation.BEST, "MAE"));
    refused("factor 'loss': expected one with", () -> results.differences("loss", other, OWN));
    refused("factor 'width x augmentation x loss'", () -> results.effects(OWN));
    AblationResults part = results(ENTRIES.subList(0, 5), AblationResultsTest::known, 1);
    refused("rows of the design 3: expected all 8 finished", () -> part.effects(OWN));
  }
}
