package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Rows;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;
import org.cellcount.target.Head;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripCounterTest {
  /** A way of counting whose options nobody knows; it looks at every map. */
  private static final Counting OWN =
      maps ->
          new CellCounter(CountOptions.defaults())
              .count(maps.of(Head.DENSITY).get(0), maps.separation().get())
              .labels();

  @TempDir private Path folder;

  private static CellMaps maps(GrayImage map) {
    return new CellMaps(map, Optional.of(map), Map.of("density", List.of(map)));
  }

  private LabelImage inStrips(GrayImage map, int fed, int strip, int around) throws IOException {
    try (StripCounter counter =
        new StripCounter(OWN, map.height(), map.width(), folder, strip, around)) {
      for (int row = 0; row < map.height(); row += fed) {
        counter.add(maps(map.window(row, 0, Math.min(fed, map.height() - row), map.width())));
      }
      int count = counter.finish();
      int[] labels = new int[map.height() * map.width()];
      try (Rows.Cursor<int[]> rows = counter.labels().open()) {
        for (int row = 0; row < map.height(); row++) {
          System.arraycopy(rows.next(), 0, labels, row * map.width(), map.width());
        }
      }
      LabelImage image = new LabelImage(map.height(), map.width(), labels);
      assertEquals(image.count(), count);
      return image;
    }
  }

  @ParameterizedTest
  @CsvSource({"17, 20, 40", "200, 20, 40", "1, 50, 40", "40, 200, 40", "33, 7, 60"})
  void cellsOnSeamsAreThoseOfTheWhole(int fed, int strip, int around) throws IOException {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      GrayImage map = Grids.probability(random, Grids.discs(random, 160, 70, 30));
      LabelImage whole = OWN.cells(maps(map));
      assertTrue(whole.count() > 5, "hardly any cells");
      assertEquals(whole, inStrips(map, fed, strip, around), "seed " + seed);
    }
  }

  @Test
  void aCellHigherThanTheRowsAroundIsRefused() {
    GrayImage map = GrayImage.zeros(90, 9);
    for (int row = 3; row < 80; row++) {
      map.pixels()[row * 9 + 4] = 1;
    }
    var e = assertThrows(IllegalArgumentException.class, () -> inStrips(map, 10, 10, 20));
    assertTrue(e.getMessage().contains("higher than 20 rows"), e.getMessage());
  }
}
