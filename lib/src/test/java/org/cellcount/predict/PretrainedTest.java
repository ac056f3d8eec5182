package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cellcount.count.Gaussian;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.metric.CountScores;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.synthetic.SyntheticCells;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the model in the library must get right without having seen it. */
class PretrainedTest {
  private static final int SIDE = 320;
  private static final int PITCH = 40;
  private static final int ACROSS = SIDE / PITCH;
  private static final int CELLS = ACROSS * ACROSS;

  private static TrainedModel model;
  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    model = TrainedModel.pretrained();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /** Round cells of several sizes and brightnesses, one in each square of a grid, and noise. */
  private static GrayImage field() {
    SplittableRandom random = new SplittableRandom(3);
    GrayImage drawn = GrayImage.zeros(SIDE, SIDE);
    for (int cell = 0; cell < CELLS; cell++) {
      int down = cell / ACROSS;
      int across = cell % ACROSS;
      double row = PITCH * (down + 0.5) + 4 * random.nextDouble();
      double column = PITCH * (across + 0.5) + 4 * random.nextDouble();
      double radius = 7 + 4 * random.nextDouble();
      float light = 0.04f + 0.05f * random.nextFloat();
      for (int i = 0; i < SIDE * SIDE; i++) {
        int r = i / SIDE;
        int c = i % SIDE;
        if (Math.hypot(r - row, c - column) < radius) {
          drawn.pixels()[i] = light;
        }
      }
    }
    GrayImage field = Gaussian.smooth(drawn, 1);
    for (int i = 0; i < SIDE * SIDE; i++) {
      field.pixels()[i] += (float) (0.01 + 0.001 * random.nextGaussian());
    }
    return field;
  }

  private static int count(GrayImage image) {
    return model.countAnyScale(image).cells().count();
  }

  @Test
  void countsCellsThatAreEasyToSee() {
    ScaledCount counted = model.countAnyScale(field());
    assertEquals(CELLS, counted.cells().count());
    assertEquals(List.of(), counted.warnings());
  }

  @Test
  void countsSyntheticCellsItHasNotSeen() {
    CellDataset data = SyntheticCells.generate(60, 99);
    int[] counts = model.countAll(data.images(), done -> {});
    double mae = CountScores.of(counts, data.trueCounts()).mae();
    assertTrue(mae < 2.5, "MAE " + mae);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 2, 3, 5})
  void noiseHasNoCells(double sigma) {
    for (int seed = 0; seed < 4; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      GrayImage noise = GrayImage.zeros(256, 256);
      for (int i = 0; i < noise.pixels().length; i++) {
        noise.pixels()[i] = (float) random.nextGaussian();
      }
      GrayImage smooth = Gaussian.smooth(noise, sigma);
      // A camera of 16 bits: 400 and 8 standard deviations up or down.
      double unit = 8 / deviation(smooth);
      for (int i = 0; i < smooth.pixels().length; i++) {
        smooth.pixels()[i] = (float) (Math.round(400 + unit * smooth.pixels()[i]) / 65535.0);
      }
      ScaledCount counted = model.countAnyScale(smooth);
      assertEquals(0, counted.cells().count(), "seed " + seed);
      assertTrue(
          counted.warnings().get(0).startsWith("nothing rises above the background"),
          counted.warnings()::toString);
    }
  }

  private static double deviation(GrayImage image) {
    double squares = 0;
    for (float value : image.pixels()) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / image.pixels().length);
  }

  @ParameterizedTest
  @CsvSource({"hot pixels", "debris", "ramp", "vignette"})
  void countsTheSameWhatever(String fault) {
    GrayImage image = field();
    float[] pixels = image.pixels();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < pixels.length; i++) {
      int row = i / SIDE;
      int column = i % SIDE;
      double far = (Math.pow(row - SIDE / 2.0, 2) + Math.pow(column - SIDE / 2.0, 2)) / SIDE / SIDE;
      pixels[i] =
          switch (fault) {
            case "hot pixels" -> random.nextInt(500) == 0 ? 1 : pixels[i];
            // In a corner that holds no cell.
            case "debris" -> row < 25 && column < 4 ? 0.9f : pixels[i];
            case "ramp" -> pixels[i] + 0.04f * column / SIDE;
            default -> (float) (pixels[i] * (1 - far));
          };
    }
    assertEquals(CELLS, count(image), 0.1 * CELLS);
  }

  @Test
  void aNegativeIsWarnedOf() {
    GrayImage image = field();
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = 0.9f - 5 * image.pixels()[i];
    }
    List<String> warnings = model.countAnyScale(image).warnings();
    assertTrue(warnings.get(0).startsWith("dark on a bright ground"), warnings::toString);
  }

  /** Intervals come from images that earn no warning. */
  @Test
  void aCountThatIsWarnedOfHasNoInterval() throws IOException {
    GrayImage image = field();
    GrayImage negative = image.copy();
    BufferedImage stains = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.pixels()[i] = Math.max(0, Math.min(1, 8 * image.pixels()[i]));
      negative.pixels()[i] = 1 - image.pixels()[i];
      stains.setRGB(i % SIDE, i / SIDE, Math.round(255 * image.pixels()[i]) << 8 | i % SIDE / 3);
    }
    ImageFiles.writePng(folder.resolve("field.png"), image);
    ImageFiles.writePng(folder.resolve("negative.png"), negative);
    ImageFiles.writePng(folder.resolve("stains.png"), stains);
    Map<String, String> known = values("field.png");
    assertEquals("", known.get("warning"));
    assertEquals(CELLS, Integer.parseInt(known.get("low80")), 8);
    assertTrue(known.keySet().containsAll(List.of("high80", "low95", "high95")));
    for (String name : List.of("negative.png", "stains.png")) {
      Map<String, String> doubtful = values(name);
      assertFalse(doubtful.get("warning").isEmpty());
      assertTrue(doubtful.keySet().stream().noneMatch(key -> key.matches("(low|high)\\d+")), name);
    }
    assertEquals(String.valueOf(CELLS), values("stains.png").get("count"));
    assertEquals("green, the strongest of green, blue", values("stains.png").get("channel"));
  }

  private Map<String, String> values(String name) throws IOException {
    Map<String, String> known = new HashMap<>();
    new ImageCounter(model, ImageCounter.Options.defaults(folder))
        .count(folder.resolve(name), known, counted -> {});
    return known;
  }

  @Test
  void hotPixelsAreWarnedOf() {
    GrayImage image = field();
    for (int i = 0; i < image.pixels().length; i += 997) {
      image.pixels()[i] = 1;
    }
    List<String> warnings = model.countAnyScale(image).warnings();
    assertTrue(warnings.get(0).startsWith("some pixels are far brighter"), warnings::toString);
  }

  @Test
  void knowsHowSureItIs() {
    ScaledCount counted = model.countAnyScale(field());
    assertEquals(CELLS, counted.probabilities().size());
    assertTrue(counted.probabilities().stream().allMatch(p -> p > 0.5 && p <= 1));
    var most =
        model.confidence().orElseThrow().interval80(counted.probabilities(), counted.pixels());
    var nearlyAll =
        model.confidence().orElseThrow().interval95(counted.probabilities(), counted.pixels());
    assertTrue(most.low() <= CELLS && most.high() >= CELLS, most::toString);
    assertTrue(nearlyAll.low() <= most.low() && nearlyAll.high() >= most.high());
  }
}
