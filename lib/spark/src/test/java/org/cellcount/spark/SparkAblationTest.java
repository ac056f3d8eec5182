package org.cellcount.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.cellcount.data.CellDataset;
import org.cellcount.experiment.Ablation;
import org.cellcount.experiment.AblationResults;
import org.cellcount.experiment.AblationStudy;
import org.cellcount.experiment.Holdout;
import org.cellcount.image.CellSample;
import org.cellcount.loss.Loss;
import org.cellcount.model.UNet;
import org.cellcount.plate.Cluster;
import org.cellcount.synthetic.SyntheticPlate;
import org.cellcount.synthetic.SyntheticWell;
import org.cellcount.train.RunConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkAblationTest {
  private static final long[] SEEDS = {1, 2};
  private static final Cluster LOCAL =
      new Cluster("local[2]", Map.of("spark.driver.host", "127.0.0.1"));
  private static final RunConfig BASE =
      RunConfig.published().withBaseChannels(2).withEpochs(2).withBatchSize(4);
  private static final List<Ablation.Entry> ENTRIES =
      List.of(
          new Ablation.Entry("loss", "BCE", BASE.withLoss(Loss.BCE)),
          new Ablation.Entry("loss", "BCE + Dice", BASE),
          new Ablation.Entry(
              "model", "attention", BASE.withNetwork(UNet.ATTENTION.withBaseChannels(2))),
          new Ablation.Entry(
              "target", "distance", RunConfig.counting().withBaseChannels(2).withEpochs(2)));

  @TempDir private Path folder;

  private static CellDataset fields() {
    SyntheticPlate plate = new SyntheticPlate(64, 1);
    List<CellSample> fields =
        IntStream.range(0, 20).mapToObj(i -> plate.field(SyntheticWell.of(i % 9), 1, i)).toList();
    return CellDataset.of(
            "fields",
            fields.stream().map(CellSample::image).toList(),
            fields.stream().map(CellSample::mask).toList())
        .withLabels(fields.stream().map(field -> field.labels().orElseThrow()).toList());
  }

  private AblationStudy study(List<Ablation.Entry> entries, String runs) {
    return new AblationStudy(entries, SEEDS, Holdout.of(fields(), 1), folder.resolve(runs));
  }

  /** All but the time it took. */
  private static String digits(AblationResults results) {
    return results.runs().removeColumns("train seconds").write().toString("csv")
        + results.scores().write().toString("csv");
  }

  @Test
  void aClusterGivesTheTableOfOneMachine() throws IOException {
    AblationResults expected = study(ENTRIES, "one").run(progress -> {}, results -> {});
    assertEquals(8, expected.runs().rowCount());

    // One run was finished before, and one is interrupted in its second epoch.
    AblationStudy study = study(ENTRIES, "many");
    study.run(
        progress -> {
          if (progress.run() == 2 && progress.training().epoch() == 2) {
            Thread.currentThread().interrupt();
          }
        },
        results -> {});
    assertTrue(Thread.interrupted());
    Path first = study.runFolder(ENTRIES.get(0)).resolve("last.safetensors");
    var before = Files.getLastModifiedTime(first);

    List<Integer> kept = new ArrayList<>();
    AblationResults results = study.run(LOCAL, now -> kept.add(now.runs().rowCount()));
    assertEquals(digits(expected), digits(results));
    assertEquals(before, Files.getLastModifiedTime(first));
    assertEquals(8, kept.get(kept.size() - 1));
    assertFalse(Files.exists(folder.resolve("many/_lock")));

    // All is done: no cluster is asked.
    Cluster none = new Cluster("spark://127.0.0.1:1", Map.of());
    assertEquals(digits(expected), digits(study(ENTRIES, "many").run(none, now -> {})));
  }

  private static void assertRefused(AblationStudy study, String because) {
    Exception e = assertThrows(Exception.class, () -> study.run(LOCAL, results -> {}));
    assertTrue(e.getMessage().contains(because), e.getMessage());
  }

  @Test
  void whatCannotBeDoneIsSaidBefore() throws IOException {
    Loss own = new Loss("own", (logits, target) -> logits.sub(target).square().mean());
    List<Ablation.Entry> rows = List.of(new Ablation.Entry("loss", "own", BASE.withLoss(own)));
    assertRefused(study(rows, "own"), "expected parts of the library's own");

    Duration beat = Duration.ofMillis(100);
    Path lock = Files.createDirectories(folder.resolve("taken")).resolve("_lock");
    var file = new org.apache.hadoop.fs.Path(lock.toUri());
    RunLock other = RunLock.take(FileSystem.getLocal(new Configuration()), file, "other", beat);
    try {
      assertRefused(study(ENTRIES, "taken"), "being written to by another run");
    } finally {
      other.close();
    }
  }

  /** As where the machines of a cluster do not share the folder. */
  @Test
  void aFolderThatMachinesDoNotShareIsNamed() {
    SparkAblation spark = new SparkAblation(Duration.ofMillis(100));
    Path run = folder.resolve("runs/elsewhere");
    String message =
        assertThrows(
                IOException.class,
                () ->
                    spark.train(
                        LOCAL, run.getParent(), Holdout.of(fields(), 1), List.of(run), () -> {}))
            .getMessage();
    assertTrue(message.contains(run + " is not there on "), message);
    assertTrue(message.endsWith("expected a folder that all machines of the cluster share"));
    assertEquals(List.of(), Stream.of(run.toFile()).filter(java.io.File::exists).toList());
  }
}
