package org.cellcount.count;

import static org.cellcount.testing.Grids.labels;
import static org.cellcount.testing.Grids.mask;
import static org.cellcount.testing.Grids.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class WatershedTest {
  @Test
  void basinsMeetInTheValley() {
    GrayImage map = values("1234321234");
    assertEquals(
        labels("1111111222"), Watershed.flood(map, labels("...1.....2"), mask("##########")));
  }

  @Test
  void amongEqualsTheOneReachedFirst() {
    GrayImage flat = values("11111", "11111");
    assertEquals(
        labels("11122", "11122"),
        Watershed.flood(flat, labels("1...2", "....."), mask("#####", "#####")));
  }

  @Test
  void cornersAreNoWayThrough() {
    assertEquals(
        labels("1..", "...", "..."),
        Watershed.flood(
            values("999", "999", "999"), labels("1..", "...", "..."), mask("#..", ".#.", "..#")));
  }

  @Test
  void labelsAreKeptAndMarkersOutsideLeftOut() {
    assertEquals(
        labels("7777.33.."),
        Watershed.flood(values("123454321"), labels("7...5.3.."), mask("####.##.#")));
  }

  @Test
  void withoutMarkersThereIsNothing() {
    assertEquals(labels("..."), Watershed.flood(values("123"), labels("..."), mask("###")));
    assertEquals(labels("."), Watershed.flood(values("1"), labels("1"), mask(".")));
  }

  @Test
  void agreesWithAPlainList() {
    Random random = new Random(1);
    for (int trial = 0; trial < 300; trial++) {
      int height = 1 + random.nextInt(10);
      int width = 1 + random.nextInt(10);
      GrayImage map = GrayImage.zeros(height, width);
      for (int i = 0; i < map.pixels().length; i++) {
        map.pixels()[i] = random.nextInt(6) - 3;
      }
      BinaryImage mask = Grids.random(random, height, width, 0.4 + 0.6 * random.nextDouble());
      int[] markers = new int[height * width];
      for (int n = 0; n < 4; n++) {
        markers[random.nextInt(markers.length)] = 1 + random.nextInt(9);
      }
      LabelImage seeds = new LabelImage(height, width, markers.clone());
      GrayImage before = map.copy();
      assertEquals(flooded(map, seeds, mask), Watershed.flood(map, seeds, mask));
      assertEquals(new LabelImage(height, width, markers), seeds);
      assertEquals(before, map);
    }
  }

  private static LabelImage flooded(GrayImage map, LabelImage markers, BinaryImage mask) {
    int width = map.width();
    int[] labels = new int[map.pixels().length];
    List<Integer> waiting = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      if (mask.pixels()[i] && markers.labels()[i] != 0) {
        labels[i] = markers.labels()[i];
        waiting.add(i);
      }
    }
    while (!waiting.isEmpty()) {
      int best = 0;
      for (int k = 1; k < waiting.size(); k++) {
        if (map.pixels()[waiting.get(k)] > map.pixels()[waiting.get(best)]) {
          best = k;
        }
      }
      int i = waiting.remove(best);
      for (int[] step : new int[][] {{-1, 0}, {0, -1}, {0, 1}, {1, 0}}) {
        int row = i / width + step[0];
        int column = i % width + step[1];
        if (row >= 0 && row < map.height() && column >= 0 && column < width) {
          int j = row * width + column;
          if (mask.pixels()[j] && labels[j] == 0) {
            labels[j] = labels[i];
            waiting.add(j);
          }
        }
      }
    }
    return new LabelImage(map.height(), width, labels);
  }

  @Test
  void wrongArgumentsAreNamed() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Watershed.flood(values("12"), labels("1"), mask("##")));
    assertEquals("markers of 1x1: expected 1x2", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Watershed.flood(values("12"), labels("1."), mask("#", "#")));
    assertEquals("mask of 2x1: expected 1x2", e.getMessage());
    GrayImage broken = new GrayImage(1, 2, new float[] {Float.NaN, 1});
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Watershed.flood(broken, labels("1."), mask("##")));
    assertEquals("map value NaN at row 0, column 0: expected a finite number", e.getMessage());
  }
}
