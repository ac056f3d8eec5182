package org.cellcount.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Rows;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BandCounterTest {
  @TempDir private static Path folder;

  private static CountResult inBands(
      CountOptions options, GrayImage map, Optional<GrayImage> landscape, int bandRows, int fed)
      throws IOException {
    try (BandCounter counter =
        new BandCounter(options, map.height(), map.width(), folder, bandRows)) {
      for (int row = 0; row < map.height(); row += fed) {
        int first = row;
        int rows = Math.min(fed, map.height() - row);
        counter.add(
            map.window(row, 0, rows, map.width()),
            landscape.map(all -> all.window(first, 0, rows, map.width())));
      }
      int count = counter.finish();
      int[] labels = new int[map.height() * map.width()];
      try (Rows.Cursor<int[]> rows = counter.labels().open()) {
        for (int row = 0; row < map.height(); row++) {
          System.arraycopy(rows.next(), 0, labels, row * map.width(), map.width());
        }
      }
      return new CountResult(count, new LabelImage(map.height(), map.width(), labels));
    }
  }

  static Stream<CountOptions> options() {
    CountOptions maxima = CountOptions.defaults();
    return Stream.of(
        maxima,
        maxima.withConnectivity(Connectivity.EIGHT).withSigma(0).withH(0).withMinArea(0),
        CountOptions.hMaxima(),
        maxima.withCleaning(1, 1, false),
        CountOptions.readme().withCleaning(0, 0, false),
        CountOptions.readme().withCleaning(1, 0, false).withConnectivity(Connectivity.EIGHT));
  }

  /** Bands of a row, of odd numbers of rows and of all rows, of maps of several kinds. */
  @ParameterizedTest
  @MethodSource("options")
  void bandsCountAsTheWhole(CountOptions options) throws IOException {
    CellCounter whole = new CellCounter(options);
    int cells = 0;
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      GrayImage map =
          seed % 3 == 0
              ? Grids.random(random, 45, 38, 0.3 + 0.04 * seed).toGray()
              : Grids.probability(random, Grids.discs(random, 61, 47, 6 + 3 * seed));
      CountResult expected = whole.count(map);
      cells += expected.count();
      for (int rows : new int[] {1, 2, 7, 20, 100}) {
        CountResult bands = inBands(options, map, Optional.empty(), rows, 1 + seed);
        assertEquals(expected, bands, "seed " + seed + ", " + rows + " rows");
      }
    }
    assertTrue(cells > 20, "hardly any cells");
  }

  @ParameterizedTest
  @MethodSource("options")
  void aLearnedMapCountsAsInTheWhole(CountOptions options) throws IOException {
    if (!options.separation().byMaxima()) {
      return;
    }
    CellCounter whole = new CellCounter(options.withH(0.05));
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      GrayImage map = Grids.probability(random, Grids.discs(random, 61, 47, 6 + 3 * seed));
      // Steps of equal height, so that ties are many.
      GrayImage landscape = map.copy();
      for (int i = 0; i < landscape.pixels().length; i++) {
        landscape.pixels()[i] = random.nextInt(5) / 4f;
      }
      CountResult expected = whole.count(map, landscape);
      for (int rows : new int[] {1, 3, 16, 61}) {
        CountResult bands = inBands(whole.options(), map, Optional.of(landscape), rows, 5);
        assertEquals(expected, bands, "seed " + seed + ", " + rows + " rows");
      }
    }
  }

  /** One snake through every band is one cell. */
  @Test
  void aCellThatComesAndGoesIsOne() throws IOException {
    GrayImage snake =
        Grids.mask(
                "#########",
                "........#",
                "#######.#",
                "#.....#.#",
                "#.###.#.#",
                "#.#...#.#",
                "#.#####.#",
                "#.......#",
                "#########")
            .toGray();
    CountOptions components = CountOptions.readme().withCleaning(0, 0, false).withMinArea(0);
    CountResult bands = inBands(components, snake, Optional.empty(), 1, 1);
    assertEquals(1, bands.count());
  }

  @Test
  void whatNeedsTheWholeIsRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BandCounter(CountOptions.readme(), 9, 8, folder));
    assertEquals(
        "options that fill holes in an image of 9x8: expected a smaller one, or options that do"
            + " not",
        e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new BandCounter(
                    CountOptions.readmeWatershed().withCleaning(0, 0, false), 9, 8, folder));
    assertTrue(e.getMessage().contains("distance peaks"), e.getMessage());
    GrayImage full = GrayImage.zeros(700, 3).complement();
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> inBands(CountOptions.defaults(), full, Optional.empty(), 20, 20));
    assertTrue(e.getMessage().startsWith("foreground without background"), e.getMessage());
  }

  @Test
  void missingRowsAreNoticedAndTheFileIsDeleted() throws IOException {
    try (BandCounter counter = new BandCounter(CountOptions.defaults(), 9, 8, folder)) {
      counter.add(GrayImage.zeros(4, 8), Optional.empty());
      var e = assertThrows(IllegalStateException.class, counter::finish);
      assertEquals("0 rows were added, expected 9", e.getMessage());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
