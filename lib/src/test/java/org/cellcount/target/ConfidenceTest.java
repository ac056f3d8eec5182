package org.cellcount.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfidenceTest {
  private static final Confidence SURE =
      new Confidence(
          List.of(0.0, 1.0, 0.0, 0.0, 0.0, 0.0),
          List.of(
              new CountSpread(100, 3, 0.4, 2, -1, 1, -2, 2),
              new CountSpread(200, 6, 0.8, 4, -1, 1, -2, 2)));

  @TempDir Path folder;

  @Test
  void anIntervalGrowsWithCountAndDoubt() {
    // sqrt(3 * 3 + (0.4 * 10)^2) = 5
    assertEquals(new Interval(5, 15), SURE.interval80(Collections.nCopies(10, 1.0), 100));
    assertEquals(new Interval(0, 20), SURE.interval95(Collections.nCopies(10, 1.0), 100));
    // sqrt(25 + 4 * 10 * 0.25) = 5.9
    assertEquals(new Interval(4, 16), SURE.interval80(Collections.nCopies(10, 0.5), 100));
    assertEquals(new Interval(0, 3), SURE.interval80(List.of(), 100));
    // Of a larger image, and of one larger than all known.
    assertEquals(new Interval(0, 6), SURE.interval80(List.of(), 101));
    assertEquals(new Interval(0, 6), SURE.interval80(List.of(), 1000));
  }

  @Test
  void aCellIsAsProbableAsItsFeaturesSay() {
    float p = 0.8f;
    CellMaps maps = new CellMaps(new GrayImage(1, 3, new float[] {p, p, 0.3f}), Optional.empty());
    LabelImage cells = new LabelImage(1, 3, new int[] {7, 7, 9});
    List<Double> probabilities = SURE.probabilities(CellFeatures.of(maps, cells));
    assertEquals(2, probabilities.size());
    // The only weight is that of the logit of the mean foreground.
    assertEquals(0.8, probabilities.get(0), 1e-6);
    assertEquals(0.3, probabilities.get(1), 1e-6);
  }

  @Test
  void featuresAreThoseOfTheCell() {
    CellMaps maps =
        new CellMaps(
            new GrayImage(2, 2, new float[] {0.5f, 0.9f, 0.7f, 0.1f}),
            Optional.of(new GrayImage(2, 2, new float[] {0.2f, 0.4f, 0.5f, 0.6f})));
    List<double[]> features =
        CellFeatures.of(maps, new LabelImage(2, 2, new int[] {1, 2, 1, 0})).features();
    double[] one = features.get(0);
    assertEquals(CellFeatures.NUMBER, one.length);
    assertEquals(1, one[0]);
    assertEquals(Math.log(0.6 / 0.4), one[1], 1e-6);
    assertEquals(0, one[2], 1e-6);
    assertEquals(Math.log(2), one[3], 1e-9);
    assertEquals(Math.log(2) * Math.log(2), one[4], 1e-9);
    assertEquals(1 / Math.sqrt(2), one[5], 1e-9);
    assertEquals(List.of(), CellFeatures.of(maps, new LabelImage(2, 2, new int[4])).features());
  }

  @Test
  void isStoredBesideTheModel() throws IOException {
    ModelFolder model = new ModelFolder(folder);
    assertEquals(Optional.empty(), Confidence.of(model));
    SURE.write(model);
    assertEquals(Optional.of(SURE), Confidence.of(model));
    Path file = folder.resolve("confidence.json");
    Files.writeString(file, Files.readString(file).replace("\"share\"", "\"sure\""));
    String said = assertThrows(IOException.class, () -> Confidence.of(model)).getMessage();
    assertTrue(said.contains("confidence.json"), said);
  }

  @Test
  void numbersOutOfRangeAreNamed() {
    String said =
        assertThrows(
                IllegalArgumentException.class, () -> new Confidence(List.of(1.0), SURE.spreads()))
            .getMessage();
    assertTrue(said.startsWith("weights 1: expected 6"), said);
    said =
        assertThrows(IllegalArgumentException.class, () -> new CountSpread(1, 1, 0, 0, 2, 1, 0, 3))
            .getMessage();
    assertTrue(said.contains("low80"), said);
  }
}
