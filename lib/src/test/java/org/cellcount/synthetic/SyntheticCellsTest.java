package org.cellcount.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.cellcount.count.Components;
import org.cellcount.count.Connectivity;
import org.cellcount.data.CellDataset;
import org.cellcount.data.CountSource;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class SyntheticCellsTest {
  private static final CellDataset CELLS = SyntheticCells.generate(300, 20);

  private static int[] areas(LabelImage labels) {
    int[] areas = new int[labels.max() + 1];
    for (int label : labels.labels()) {
      areas[label]++;
    }
    return areas;
  }

  @Test
  void countsHaveThePromisedDistribution() {
    SplittableRandom random = new SplittableRandom(3);
    int[] drawn = IntStream.range(0, 400_000).map(i -> CellNumber.draw(random)).toArray();
    double mean = Arrays.stream(drawn).average().orElseThrow();
    double variance =
        Arrays.stream(drawn).mapToDouble(n -> (n - mean) * (n - mean)).average().orElseThrow();
    assertEquals(15.3, mean, 0.04);
    assertEquals(6.2, Math.sqrt(variance), 0.1);
    assertEquals(2, Arrays.stream(drawn).min().orElseThrow());
    assertEquals(28, Arrays.stream(drawn).max().orElseThrow());
    assertEquals(15.3, Arrays.stream(CELLS.trueCounts()).average().orElseThrow(), 1.4);
  }

  @Test
  void countsAreTheLabelsThatShowTenPixelsOrMore() {
    assertEquals(CountSource.COUNTS, CELLS.countSource());
    for (int i = 0; i < CELLS.size(); i++) {
      int[] areas = areas(CELLS.labels(i).orElseThrow());
      assertEquals(CELLS.trueCount(i), areas.length - 1);
      for (int label = 1; label < areas.length; label++) {
        assertTrue(areas[label] >= 10, "image " + i + " label " + label + ": " + areas[label]);
      }
    }
  }

  @Test
  void masksAreSoftAndAgreeWithLabels() {
    int soft = 0;
    for (int i = 0; i < CELLS.size(); i++) {
      float[] mask = CELLS.mask(i).pixels();
      int[] labels = CELLS.labels(i).orElseThrow().labels();
      for (int pixel = 0; pixel < mask.length; pixel++) {
        assertTrue(mask[pixel] >= 0 && mask[pixel] <= 1);
        assertEquals(labels[pixel] != 0, mask[pixel] > 0.5f);
        soft += mask[pixel] > 0.05 && mask[pixel] < 0.95 ? 1 : 0;
      }
    }
    assertTrue(soft > 300 * 300, soft + " soft pixels");
  }

  @Test
  void imagesAreEightBitPhotographsOnWhichCellsShine() {
    for (int i = 0; i < CELLS.size(); i++) {
      float[] image = CELLS.image(i).pixels();
      int[] labels = CELLS.labels(i).orElseThrow().labels();
      double inside = 0;
      double outside = 0;
      int area = 0;
      for (int pixel = 0; pixel < image.length; pixel++) {
        assertTrue(image[pixel] >= 0 && image[pixel] <= 1);
        assertEquals(Math.round(image[pixel] * 255), image[pixel] * 255, 1e-4);
        area += labels[pixel] != 0 ? 1 : 0;
        inside += labels[pixel] != 0 ? image[pixel] : 0;
        outside += labels[pixel] == 0 ? image[pixel] : 0;
      }
      double contrast = inside / area - outside / (image.length - area);
      assertTrue(contrast > 0.01, "image " + i + " contrast " + contrast);
    }
  }

  /** The reason for instance separation: components of a perfect mask are about 2 cells short. */
  @Test
  void cellsTouchAsOftenAsInRealImages() {
    int images = 0;
    int touching = 0;
    int cells = 0;
    int missing = 0;
    for (int i = 0; i < CELLS.size(); i++) {
      LabelImage labels = CELLS.labels(i).orElseThrow();
      Set<Integer> touch = new HashSet<>();
      for (int row = 1; row < 128; row++) {
        for (int column = 1; column < 128; column++) {
          int here = labels.get(row, column);
          for (int other : new int[] {labels.get(row - 1, column), labels.get(row, column - 1)}) {
            if (here != 0 && other != 0 && here != other) {
              touch.add(here);
              touch.add(other);
            }
          }
        }
      }
      images += touch.isEmpty() ? 0 : 1;
      touching += touch.size();
      cells += labels.count();
      missing += labels.count() - Components.label(labels.foreground(), Connectivity.FOUR).count();
    }
    assertEquals(0.68, images / 300.0, 0.1);
    assertEquals(0.24, touching / (double) cells, 0.05);
    assertEquals(2, missing / 300.0, 0.5);
  }

  @Test
  void theBorderCutsCells() {
    int cut = 0;
    int cells = 0;
    for (int i = 0; i < CELLS.size(); i++) {
      LabelImage labels = CELLS.labels(i).orElseThrow();
      Set<Integer> border = new HashSet<>();
      for (int k = 0; k < 128; k++) {
        border.add(labels.get(0, k));
        border.add(labels.get(127, k));
        border.add(labels.get(k, 0));
        border.add(labels.get(k, 127));
      }
      border.remove(0);
      cut += border.size();
      cells += labels.count();
    }
    assertEquals(0.39, cut / (double) cells, 0.06);
  }

  @Test
  void anImageDependsOnSeedAndIndexAlone() throws Exception {
    ForkJoinPool oneThread = new ForkJoinPool(1);
    try {
      CellDataset alone = oneThread.submit(() -> SyntheticCells.generate(20, 20)).get();
      for (int i = 0; i < 20; i++) {
        assertEquals(CELLS.sample(i), alone.sample(i));
        assertEquals(CELLS.trueCount(i), alone.trueCount(i));
      }
    } finally {
      oneThread.shutdown();
    }
  }

  @Test
  void imagesAndSeedsDiffer() {
    CellDataset other = SyntheticCells.generate(20, 21);
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      seen.add(CELLS.image(i));
      seen.add(other.image(i));
    }
    assertEquals(40, seen.size());
    assertNotEquals(CELLS.name(), other.name());
  }

  @Test
  void everyImageIsAGroupOfItsOwn() {
    assertTrue(CELLS.hasGroups());
    assertEquals(300, IntStream.range(0, 300).map(CELLS::group).distinct().count());
    assertEquals(128, CELLS.height());
    assertEquals(128, CELLS.width());
  }

  @Test
  void refusesToMakeNothing() {
    assertEquals(
        "images 0: expected 1 or more",
        assertThrows(IllegalArgumentException.class, () -> SyntheticCells.generate(0, 1))
            .getMessage());
  }
}
