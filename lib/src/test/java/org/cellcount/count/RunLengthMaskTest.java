package org.cellcount.count;

import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLengthMaskTest {
  /** The pixels of all runs. */
  private static BinaryImage pixels(RunLengthMask runs) {
    boolean[] pixels = new boolean[runs.height() * runs.width()];
    for (int run = 0; run < runs.size(); run++) {
      for (int i = runs.first(run); i < runs.end(run); i++) {
        pixels[runs.row(i) * runs.width() + runs.column(i)] = true;
      }
    }
    return new BinaryImage(runs.height(), runs.width(), pixels);
  }

  private static RunLengthMask above(GrayImage map, double threshold) {
    RunLengthMask runs = new RunLengthMask();
    runs.find(map, threshold);
    return runs;
  }

  @Test
  void runsEndWithTheirRow() {
    RunLengthMask runs = new RunLengthMask();
    runs.find(mask("##.#", "#..#"), true);
    assertEquals(4, runs.size());
    assertEquals(runs.index(0, 0), runs.first(0));
    assertEquals(runs.index(0, 2), runs.end(0));
    assertEquals(runs.index(0, 3), runs.first(1));
    assertEquals(runs.index(1, 0), runs.first(2));
    assertEquals(runs.index(1, 1), runs.end(2));
    assertEquals(24, runs.framed());
    assertEquals(6, runs.stride());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1e-40, 0.1, 0.3, 1 / 3.0, 0.5, 0.7, 0.999999999, 1})
  void aPixelIsForegroundWhereItIsAboveTheThreshold(double threshold) {
    float cut = (float) threshold;
    float[] values = {
      0, -0f, Float.MIN_VALUE, Math.max(0, Math.nextDown(cut)), cut, Math.nextUp(cut), 0.5f, 1
    };
    Random random = new Random(1);
    for (int trial = 0; trial < 100; trial++) {
      GrayImage map = GrayImage.zeros(1 + random.nextInt(6), 1 + random.nextInt(9));
      for (int i = 0; i < map.pixels().length; i++) {
        map.pixels()[i] = Math.min(1, values[random.nextInt(values.length)]);
      }
      assertEquals(map.above(threshold), pixels(above(map, threshold)));
    }
  }

  @Test
  void masksAndMapsGiveTheSame() {
    Random random = new Random(2);
    RunLengthMask kept = new RunLengthMask();
    for (int trial = 0; trial < 100; trial++) {
      BinaryImage mask =
          Grids.random(random, 1 + random.nextInt(30), 1 + random.nextInt(30), random.nextDouble());
      kept.find(mask, true);
      assertEquals(mask, pixels(kept));
      kept.find(Grids.probability(random, mask), 0.5);
      assertEquals(mask, pixels(kept));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.001f, 1.0001f, Float.POSITIVE_INFINITY, -Float.MAX_VALUE})
  void whatIsNoProbabilityIsNamedWherever(float value) {
    for (double threshold : new double[] {0, 0.5, 1}) {
      for (float around : new float[] {0, 0.4f, 1}) {
        for (int i = 0; i < 12; i++) {
          float[] pixels = new float[12];
          Arrays.fill(pixels, around);
          pixels[i] = value;
          GrayImage map = new GrayImage(3, 4, pixels);
          var e = assertThrows(IllegalArgumentException.class, () -> above(map, threshold));
          assertEquals(
              "probability %s at row %d, column %d: expected 0 to 1".formatted(value, i / 4, i % 4),
              e.getMessage());
        }
      }
    }
  }
}
