package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.data.Split;
import org.cellcount.experiment.Ablation;
import org.cellcount.experiment.AblationStudy;
import org.cellcount.experiment.CountTuner;
import org.cellcount.experiment.Holdout;
import org.cellcount.loss.Loss;
import org.cellcount.predict.TrainedModel;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.target.ModelFolder;
import org.cellcount.testing.ChildJvm;
import org.cellcount.testing.Own;
import org.cellcount.train.EnsembleRun;
import org.cellcount.train.FirstFormatFiles;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/**
 * The kernel of IJava 1.3.0 carries Gson 2.8.5, which knows no records, in the class loader of the
 * cells and before everything that a notebook adds.
 */
class OldGsonTest {
  /** Put there by Maven. */
  private static final Path OLD_GSON = Path.of("target", "kernel", "gson.jar").toAbsolutePath();

  private static final Split DATA = new Split(TestCells.discs(8, 1), TestCells.discs(4, 2));

  @TempDir Path folder;

  /** Whatever writes or reads JSON, as a notebook does it. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Class<?> gson = Class.forName("com.google.gson.Gson");
      System.out.println("Gson of " + gson.getProtectionDomain().getCodeSource().getLocation());
      Path folder = Path.of(args[0]);
      ensemble(folder.resolve("ensemble"));
      ownParts(folder.resolve("own"));
      firstFormat(folder.resolve("first"));
      weights(folder.resolve("weights.safetensors"), folder.resolve("ensemble"));
      ablation(folder.resolve("study"));
      String page =
          new PictureChooser()
              .menu("loss", "a", "b")
              .html(s -> new PictureChooser.View(new BufferedImage(1, 1, 1), "state " + s[0]));
      check(page.contains("state 1"));
      System.out.println("all done");
    }

    private static void check(boolean right) {
      if (!right) {
        throw new AssertionError("not as expected");
      }
    }

    private static void ensemble(Path run) throws IOException {
      for (int networks = 1; networks <= 2; networks++) {
        new EnsembleRun(FirstFormatFiles.CONFIG, networks, DATA, run).run(n -> progress -> {});
      }
      CountTuner.Tuned tuned = CountTuner.tuneRun(run, DATA.validation());
      check(new RunFolder(run).config().equals(FirstFormatFiles.CONFIG));
      check(RunFolder.newest(run.getParent()).orElseThrow().progress().finished());
      try (TrainedModel model = TrainedModel.load(run)) {
        check(model.networks() == 2 && model.countOptions().equals(tuned.options()));
        check(model.countAll(DATA.validation().images(), done -> {}).length == 4);
      }
    }

    private static void ownParts(Path run) throws IOException {
      RunConfig config =
          RunConfig.published()
              .withNetwork(Own.DJL_UNET)
              .withLoss(Own.LOSS)
              .withAugmentation(Own.AUGMENTATION)
              .withCountingMethod(Own.COUNTING)
              .withBatchSize(4)
              .withEpochs(1);
      new TrainingRun(config, DATA, run).run();
      check(new TrainingRun(config, DATA, run).run().finished());
      TrainedModel.load(run, Own.DJL_UNET, Own.COUNTING).close();
    }

    private static void firstFormat(Path run) throws IOException {
      new TrainingRun(FirstFormatFiles.CONFIG, DATA, run).run();
      CountTuner.tuneRun(run, DATA.validation());
      FirstFormatFiles.rewrite(run, FirstFormatFiles.CONFIG.seed(), DATA);
      check(new TrainingRun(FirstFormatFiles.CONFIG, DATA, run).run().finished());
      TrainedModel.load(run).close();
    }

    private static void weights(Path copy, Path run) throws IOException {
      Safetensors read = Safetensors.read(new ModelFolder(run).last());
      Safetensors.write(copy, read.tensors(), read.metadata());
      check(Safetensors.read(copy).equals(read));
    }

    private static void ablation(Path runs) throws IOException {
      RunConfig base = RunConfig.published().withBaseChannels(2).withEpochs(1).withBatchSize(4);
      List<Ablation.Entry> entries =
          Ablation.vary("loss", List.of(Loss.BCE, Own.LOSS), base::withLoss);
      Holdout data = new Holdout(DATA, TestCells.discs(4, 3));
      for (int time = 1; time <= 2; time++) {
        Table table =
            new AblationStudy(entries, new long[] {1}, data, runs)
                .run(runs.resolve("table.csv"), progress -> {});
        check(HtmlTable.of(table).contains("squared error"));
      }
    }
  }

  @Test
  void nothingNeedsANewerOne() throws Exception {
    List<String> flags = List.of("-Xmx1g", "-Djava.awt.headless=true");
    Process process =
        ChildJvm.behind(OLD_GSON, flags, Child.class, folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("Gson of " + OLD_GSON.toUri().toURL()), said);
    assertTrue(said.contains("all done"), said);
  }
}
