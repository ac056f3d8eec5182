package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.cellcount.count.CountResult;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.export.Output;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Normalisation;
import org.cellcount.image.PixelSize;
import org.cellcount.image.Resize;
import org.cellcount.image.Rows;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.microscopy.MicroscopeFile;
import org.cellcount.microscopy.MicroscopeImage;
import org.cellcount.ops.Precision;
import org.cellcount.synthetic.SyntheticCells;
import org.cellcount.target.CellFeatures;
import org.cellcount.target.Confidence;
import org.cellcount.target.CountSpread;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedCountTest {
  private static final Patience PATIENCE = new Patience(Duration.ofMinutes(1));

  private static final Confidence SURE =
      new Confidence(
          List.of(0.5, 0.4, 0.3, 0.2, 0.1, -0.6),
          List.of(new CountSpread(1 << 20, 1, 0.1, 1, -1, 1, -2, 2)));

  @TempDir private static Path trained;
  @TempDir private Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() throws IOException {
    RunConfig config =
        RunConfig.published()
            .withBaseChannels(4)
            .withTarget(Target.DISTANCE)
            .withNormalisation(Normalisation.PERCENTILE)
            .withEpochs(10)
            .withBatchSize(4)
            .withLearningRate(0.01)
            .withPrecision(Precision.FP32);
    Split data = new Split(TestCells.discs(16, 1), TestCells.discs(4, 2));
    new TrainingRun(config, data, trained).run();
    SURE.write(new ModelFolder(trained));
    model = TrainedModel.load(trained);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /** A field of many small pictures, as a file of 16 bits. */
  private Path field(int height, int width) throws IOException {
    return field(TestCells.discs(40, 7), height, width);
  }

  private Path field(CellDataset cells, int height, int width) throws IOException {
    int side = cells.image(0).width();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        GrayImage one = cells.image((row / side * 7 + column / side) % cells.size());
        image
            .getRaster()
            .setSample(column, row, 0, Math.round(one.get(row % side, column % side) * 60_000));
      }
    }
    Path file = folder.resolve("field.png");
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  private static LabelImage labels(Rows<int[]> rows) throws IOException {
    int[] labels = new int[rows.height() * rows.width()];
    try (Rows.Cursor<int[]> cursor = rows.open()) {
      for (int row = 0; row < rows.height(); row++) {
        System.arraycopy(cursor.next(), 0, labels, row * rows.width(), rows.width());
      }
    }
    return new LabelImage(rows.height(), rows.width(), labels);
  }

  /** Tiles of the least size, so that seams are many: 5 rows of 3. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.7})
  void cellsOnSeamsAreThoseOfTheWhole(double scale) throws IOException {
    try (MicroscopeFile file = MicroscopeFile.open(field(431, 300))) {
      MicroscopeImage image = file.select(ImageSelection.NONE);
      GrayImage whole = image.read();
      GrayImage reduced = Resize.by(whole, scale);
      CountResult expected = model.counting().result(model.predict(reduced, 1));
      assertTrue(expected.count() > 50, "the network has learned nothing");
      LargeImage large = new LargeImage(image, PATIENCE, scale);
      assertEquals(reduced.height(), large.height());
      try (StreamedCount streamed = StreamedCount.of(model, large, folder, 1)) {
        LabelImage labels = Resize.to(expected.labels(), whole.height(), whole.width());
        assertEquals(expected.count(), streamed.count());
        assertEquals(labels, labels(streamed.labels()));
        assertEquals(
            new CountResult(expected.count(), labels).cells(whole),
            streamed.measure(Map.of("", image), PATIENCE));
        assertEquals(
            SURE.probabilities(CellFeatures.of(model.predict(reduced, 1), expected.labels())),
            streamed.probabilities());
      }
    }
  }

  @Test
  void anImageLargerThanTheHeapGivesTheSameFiles() throws IOException {
    sameFiles(model, field(150, 200));
  }

  @Test
  void itsCountHasTheSameInterval() throws IOException {
    try (TrainedModel shipped = TrainedModel.pretrained()) {
      Map<String, String> known =
          sameFiles(shipped, field(SyntheticCells.generate(4, 3), 200, 256));
      assertEquals("", known.get("warning"));
      assertTrue(Integer.parseInt(known.get("high80")) > Integer.parseInt(known.get("low80")));
    }
  }

  /** Counts a file as one that fits in memory and as one that does not; returns what is known. */
  private Map<String, String> sameFiles(TrainedModel model, Path file) throws IOException {
    ImageCounter.Options options =
        new ImageCounter.Options(
            OptionalDouble.of(0.8),
            ImageSelection.NONE,
            Optional.of(PixelSize.square(0.5)),
            PATIENCE,
            true,
            folder);
    ImageInputs inputs = ImageInputs.find(List.of(file.toString()), false, folder.resolve("a"));
    List<Map<String, String>> known = new ArrayList<>();
    for (int megabytes : new int[] {1, 1000}) {
      List<ImageRow> rows =
          new BatchCount(
                  new ImageCounter(model, options, megabytes),
                  "s",
                  folder.resolve(megabytes + ""),
                  EnumSet.allOf(Output.class),
                  1)
              .run(inputs, row -> {});
      assertTrue(rows.get(0).ok(), rows.get(0).status());
      known.add(new HashMap<>(rows.get(0).values()));
    }
    for (String suffix :
        List.of(".labels.tif", ".rois.zip", ".geojson", ".cells.csv", ".overlay.png")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("1000/field.png" + suffix)),
          Files.readAllBytes(folder.resolve("1/field.png" + suffix)),
          suffix);
    }
    assertEquals(known.get(1), known.get(0));
    return known.get(0);
  }

  @Test
  void theScaleIsFoundInWindows() throws IOException {
    try (MicroscopeFile file = MicroscopeFile.open(field(96, 64))) {
      MicroscopeImage image = file.select(ImageSelection.NONE);
      LargeImage large = new LargeImage(image, PATIENCE, 1);
      assertEquals(model.countAnyScale(image.read()).scale(), large.scale(model));
    }
  }
}
