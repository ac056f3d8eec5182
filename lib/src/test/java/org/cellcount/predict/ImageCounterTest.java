package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.cellcount.data.Split;
import org.cellcount.export.Output;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.microscopy.MicroscopeFile;
import org.cellcount.ops.Precision;
import org.cellcount.target.Confidence;
import org.cellcount.target.CountSpread;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.ModelFolder;
import org.cellcount.testing.Own;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ImageCounterTest {
  /** A way of counting that numbers its cells 3, 6, 9 ... */
  private static final CountingMethod GAPS =
      new CountingMethod(
          "every third number",
          maps -> {
            LabelImage cells = Own.COUNTING.own().orElseThrow().cells(maps);
            Arrays.setAll(cells.labels(), i -> 3 * cells.labels()[i]);
            return cells;
          });

  @TempDir private static Path trained;
  @TempDir private Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() throws IOException {
    RunConfig config =
        RunConfig.published()
            .withBaseChannels(4)
            .withEpochs(12)
            .withBatchSize(4)
            .withLearningRate(0.01)
            .withPrecision(Precision.FP32)
            .withCountingMethod(GAPS);
    new TrainingRun(config, new Split(TestCells.discs(16, 1), TestCells.discs(4, 2)), trained)
        .run();
    new Confidence(
            List.of(0.0, 1.0, 0.0, 0.0, 0.0, 0.0),
            List.of(new CountSpread(100, 3, 0.4, 2, -1, 1, -2, 2)))
        .write(new ModelFolder(trained));
    model = TrainedModel.load(trained, GAPS);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /** The stain in blue, something else in green. */
  private void writeColour(String name) throws IOException {
    GrayImage cells = TestCells.discs(1, 7).image(0);
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < 32; row++) {
      for (int column = 0; column < 32; column++) {
        image.getRaster().setSample(column, row, 1, 5 * column);
        image.getRaster().setSample(column, row, 2, Math.round(255 * cells.get(row, column)));
      }
    }
    assertTrue(ImageIO.write(image, "png", folder.resolve(name).toFile()));
  }

  private List<ImageRow> count(String channel, int seconds) throws IOException {
    Path output = folder.resolve("out");
    ImageSelection selection =
        channel.isEmpty() ? ImageSelection.NONE : ImageSelection.NONE.withChannel(channel);
    ImageCounter.Options options =
        new ImageCounter.Options(
            OptionalDouble.of(1),
            selection,
            Optional.empty(),
            new Patience(Duration.ofSeconds(seconds)),
            true,
            output);
    return new BatchCount(
            new ImageCounter(model, options),
            options.settings(),
            output,
            EnumSet.of(Output.CELLS),
            2)
        .run(ImageInputs.find(List.of(folder.toString()), false, output), row -> {});
  }

  @Test
  void theChannelIsNamedAndEveryChannelIsMeasured() throws IOException {
    writeColour("a.png");
    ImageRow row = count("blue", 60).get(0);
    assertEquals("ok", row.status());
    assertTrue(row.count().orElseThrow() > 0, "the network has learned nothing");
    assertEquals("blue", row.values().get("channel"));
    Table cells = Table.read().csv(folder.resolve("out/a.png.cells.csv").toFile());
    assertEquals(row.count().get(), cells.rowCount());
    assertTrue(
        cells
            .columnNames()
            .containsAll(
                List.of("meanIntensity red", "meanIntensity green", "integratedIntensity blue")),
        cells.columnNames().toString());
    for (int i = 0; i < cells.rowCount(); i++) {
      // In the file's own values: green is five times the column.
      assertEquals(
          5 * cells.doubleColumn("centroidColumn").get(i),
          cells.doubleColumn("meanIntensity green").get(i),
          1e-3);
      assertTrue(cells.doubleColumn("meanIntensity blue").get(i) > 50);
    }
  }

  @Test
  void cellsThatWereNumberedWithGapsHaveTheirOwnProbabilities() throws IOException {
    writeColour("a.png");
    int counted = count("blue", 60).get(0).count().orElseThrow();
    Table cells = Table.read().csv(folder.resolve("out/a.png.cells.csv").toFile());
    assertTrue(counted > 1, "the network has found " + counted);
    GrayImage blue;
    try (MicroscopeFile file = MicroscopeFile.open(folder.resolve("a.png"))) {
      blue = file.select(ImageSelection.NONE.withChannel("blue")).read();
    }
    GrayImage foreground = model.predict(blue).foreground();
    LabelImage labels = model.count(blue).labels();
    for (int cell = 1; cell <= counted; cell++) {
      double sum = 0;
      int area = 0;
      for (int i = 0; i < labels.labels().length; i++) {
        if (labels.labels()[i] == cell) {
          sum += foreground.pixels()[i];
          area++;
        }
      }
      assertEquals(cell, cells.intColumn("label").get(cell - 1));
      // The only weight is that of the logit of the mean foreground.
      assertEquals(sum / area, cells.doubleColumn("probability").get(cell - 1), 1e-3);
    }
  }

  @Test
  void aMissingChannelIsSaid() throws IOException {
    writeColour("a.png");
    ImageRow row = count("DAPI", 60).get(0);
    assertTrue(
        row.status().startsWith("a.png has no channel 'DAPI', expected one of"), row.status());
    assertTrue(row.count().isEmpty());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no named pipes among files")
  void aPipeCostsOnlyItself() throws IOException, InterruptedException {
    writeColour("b.png");
    Path pipe = folder.resolve("a.tif");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    try {
      List<ImageRow> rows = count("blue", 2);
      assertEquals("a.tif is not a regular file, expected an image", rows.get(0).status());
      assertEquals("ok", rows.get(1).status());
    } finally {
      Files.delete(pipe);
    }
  }
}
