package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellcount.augment.Augmentation;
import org.cellcount.augment.Crop;
import org.cellcount.augment.HorizontalFlip;
import org.cellcount.base.Named;
import org.cellcount.count.Components;
import org.cellcount.count.Connectivity;
import org.cellcount.data.Split;
import org.cellcount.loss.Loss;
import org.cellcount.model.DjlNetwork;
import org.cellcount.model.UNet;
import org.cellcount.predict.TrainedModel;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Target;
import org.cellcount.testing.Own;
import org.cellcount.train.History;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** What a reader brings is trained, resumed, loaded, counted with and compared as ours is. */
class OwnPartsTest {
  private static final Split DATA = new Split(TestCells.discs(8, 1), TestCells.discs(4, 2));
  private static final Holdout HOLDOUT = new Holdout(DATA, TestCells.discs(4, 3));
  private static final RunConfig BASE =
      RunConfig.published().withBaseChannels(2).withEpochs(2).withBatchSize(4);

  /** Its batches are smaller than the images. */
  private static final Augmentation CROPPED =
      new Augmentation("crop + flip", new Crop(16, 6, 12), new HorizontalFlip(0.5));

  @TempDir Path folder;

  private static Stream<RunConfig> configs() {
    return Stream.of(
        BASE.withLoss(Own.LOSS),
        BASE.withAugmentation(Own.AUGMENTATION),
        BASE.withAugmentation(CROPPED),
        BASE.withNetwork(Own.SQUEEZING),
        BASE.withNetwork(Own.SQUEEZING).withTarget(Target.DISTANCE),
        BASE.withNetwork(Own.DJL_UNET).withTarget(Target.DISTANCE),
        BASE.withNetwork(UNet.PLAIN.withBaseChannels(2).withLevels(3)),
        BASE.withCountingMethod(Own.COUNTING));
  }

  private static Named[] parts(RunConfig config) {
    return new Named[] {
      config.network(), config.loss(), config.augmentation(), config.countingMethod()
    };
  }

  private static byte[] best(Path run) throws IOException {
    return Files.readAllBytes(new ModelFolder(run).best());
  }

  @ParameterizedTest
  @MethodSource("configs")
  void goesOnAsIfNeverStopped(RunConfig config) throws IOException {
    Path whole = folder.resolve("whole");
    Path cut = folder.resolve("cut");
    History uncut = new TrainingRun(config, DATA, whole).run();
    History stopped =
        new TrainingRun(config, DATA, cut).run(progress -> Thread.currentThread().interrupt());
    assertTrue(Thread.interrupted() && !stopped.finished());
    new TrainingRun(config, DATA, cut)
        .run(
            progress -> {
              if (progress.epochEnded() && progress.epoch() == 1) {
                Thread.currentThread().interrupt();
              }
            });
    assertTrue(Thread.interrupted());
    History resumed = new TrainingRun(config, DATA, cut).run();
    assertEquals(uncut.last().trainLoss(), resumed.last().trainLoss());
    assertArrayEquals(best(whole), best(cut));
    assertEquals(config, new RunFolder(cut).config(parts(config)));
    try (TrainedModel model = TrainedModel.load(cut, parts(config))) {
      int[] counts = model.countAll(HOLDOUT.test().images(), done -> {});
      assertEquals(4, counts.length);
      assertEquals(counts[0], Report.of(model, HOLDOUT.test()).byOwnWay().numbers()[0]);
    }
  }

  @Test
  void areRowsOfAnAblation() throws IOException {
    List<Ablation.Entry> entries = new ArrayList<>();
    entries.addAll(Ablation.vary("loss", List.of(Loss.BCE, Own.LOSS), BASE::withLoss));
    entries.addAll(
        Ablation.vary("augmentation", List.of(Own.AUGMENTATION), BASE::withAugmentation));
    entries.addAll(Ablation.vary("model", List.of(Own.SQUEEZING, Own.DJL_UNET), BASE::withNetwork));
    entries.addAll(Ablation.vary("counting", List.of(Own.COUNTING), BASE::withCountingMethod));
    Path csv = folder.resolve("table.csv");
    Table table = new AblationStudy(entries, new long[] {42}, HOLDOUT, folder).run(csv, p -> {});
    assertEquals(
        List.of(
            "BCE",
            "squared error",
            "flips + shade",
            "SE U-Net",
            "U-Net in plain DJL",
            "eight neighbours"),
        table.stringColumn("setting").asList());
    assertTrue(table.intColumn("base").isMissing(4), "a block's width is not known");
    assertEquals("eight neighbours", table.stringColumn("counting").get(5));
    assertEquals(0, table.doubleColumn("MAE tuned").countMissing());
    Table again =
        new AblationStudy(entries, new long[] {42}, HOLDOUT, folder)
            .run(
                csv,
                progress -> {
                  throw new AssertionError("trained again: " + progress.toText());
                });
    assertEquals(table.print(), again.print());
    List<Ablation.Entry> changed =
        Ablation.vary("loss", List.of(new Loss("squared error", Loss.BCE)), BASE::withLoss);
    AblationStudy stale = new AblationStudy(changed, new long[] {42}, HOLDOUT, folder);
    String refusal =
        assertThrows(IOException.class, () -> stale.run(csv, progress -> {})).getMessage();
    assertTrue(
        refusal.contains("loss 'squared error' is built differently from the one of that name"),
        refusal);
  }

  @Test
  void twoThingsOfOneNameAreRefused() {
    List<Ablation.Entry> entries =
        Ablation.vary(
            "loss", List.of(Own.LOSS, new Loss("Squared Error", Loss.DICE)), BASE::withLoss);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new AblationStudy(entries, new long[] {1}, HOLDOUT, folder));
    assertEquals(
        "two different things are called loss 'Squared Error', expected one", error.getMessage());
    error =
        assertThrows(
            IllegalArgumentException.class,
            () -> BASE.withLoss(new Loss("dice", Loss.BCE.function())));
    assertEquals(
        "loss 'dice' is not the library's loss of that name, expected another name",
        error.getMessage());
    error =
        assertThrows(
            IllegalArgumentException.class,
            () -> BASE.withNetwork(UNet.PLAIN.withBlock("U-Net", Own.squeezing())));
    assertTrue(error.getMessage().startsWith("network 'U-Net' is not the library's"));
  }

  private String loadingFails(Named... own) {
    return assertThrows(IOException.class, () -> TrainedModel.load(folder, own)).getMessage();
  }

  @Test
  void aMissingOrOtherNetworkIsRefused() throws IOException {
    new TrainingRun(BASE.withNetwork(Own.DJL_UNET), DATA, folder).run();
    Path file = folder.resolve("model.json");
    assertEquals(
        file
            + ": network 'U-Net in plain DJL' is not the library's own: give it again, as it was"
            + " when the run began",
        loadingFails());
    assertEquals(
        file
            + ": network 'U-Net in plain DJL' is built differently from the one of that name which"
            + " the run began with",
        loadingFails(new DjlNetwork("U-Net in plain DJL", outputs -> Own.unet(6, outputs))));
    IOException resuming =
        assertThrows(IOException.class, () -> new TrainingRun(BASE, DATA, folder));
    assertTrue(resuming.getMessage().contains("U-Net in plain DJL"), resuming.getMessage());
  }

  @Test
  void aMissingOrOtherWayOfCountingIsRefused() throws IOException {
    new TrainingRun(BASE.withCountingMethod(Own.COUNTING), DATA, folder).run();
    assertTrue(loadingFails().contains("way of counting 'eight neighbours' is not the library's"));
    CountingMethod other =
        new CountingMethod(
            "eight neighbours",
            maps -> Components.label(maps.foreground().above(0.9), Connectivity.FOUR));
    assertTrue(loadingFails(other).contains("'eight neighbours' is built differently"));
  }

  @Test
  void weightsOfAnotherNetworkAreNeverRead() throws IOException {
    new TrainingRun(BASE.withNetwork(Own.SQUEEZING), DATA, folder).run();
    UNet renamed = UNet.PLAIN.withBlock("another", Own.squeezing()).withBaseChannels(4);
    Path file = new ModelFolder(folder).best();
    Safetensors weights = Safetensors.read(file);
    Safetensors.write(
        file, weights.tensors(), ModelFolder.stamp(BASE.withNetwork(renamed).model()));
    assertEquals(
        file + " holds weights of another 4, expected SE U-Net 4", loadingFails(Own.SQUEEZING));
    Safetensors.write(file, weights.tensors(), Map.of("cellcount format", "9"));
    assertEquals(file + " is of format 9, expected 2", loadingFails(Own.SQUEEZING));
  }
}
