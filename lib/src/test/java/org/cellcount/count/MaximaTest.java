package org.cellcount.count;

import static org.cellcount.testing.Grids.labels;
import static org.cellcount.testing.Grids.mask;
import static org.cellcount.testing.Grids.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MaximaTest {
  private static BinaryImage everywhere(GrayImage map) {
    boolean[] pixels = new boolean[map.pixels().length];
    Arrays.fill(pixels, true);
    return new BinaryImage(map.height(), map.width(), pixels);
  }

  private static GrayImage integers(Random random, int height, int width, int max) {
    GrayImage map = GrayImage.zeros(height, width);
    for (int i = 0; i < map.pixels().length; i++) {
      map.pixels()[i] = random.nextInt(2 * max + 1) - max;
    }
    return map;
  }

  @Nested
  class Peaks {
    @Test
    void theHighestComesFirst() {
      GrayImage map =
          values(
              "........", ".3......", "........", ".....8..", "........", "..5.....", "........");
      assertEquals(
          labels(
              "........", ".3......", "........", ".....1..", "........", "..2.....", "........"),
          Maxima.peaks(map, map.above(0), 1));
    }

    @Test
    void ofEquallyHighOnesTheFirstIsTaken() {
      GrayImage map = values(".....", ".777.", ".777.", ".....");
      assertEquals(labels(".....", ".1.2.", ".....", "....."), Maxima.peaks(map, map.above(0), 1));
    }

    @Test
    void peaksAreMoreThanTheDistanceApart() {
      GrayImage map = values(".......", ".9.8.7.", ".......");
      assertEquals(labels(".......", ".1.2.3.", "......."), Maxima.peaks(map, map.above(0), 1));
      GrayImage tall = values(".........", ".........", "..9.8.7..", ".........", ".........");
      assertEquals(
          labels(".........", ".........", "..1......", ".........", "........."),
          Maxima.peaks(tall, tall.above(0), 2));
    }

    @Test
    void theBorderIsLeftOut() {
      GrayImage map = values("9....", ".....", "..1..", ".....", ".....");
      assertEquals(
          labels(".....", ".....", "..1..", ".....", "....."), Maxima.peaks(map, map.above(0), 2));
      GrayImage row = values("999");
      assertEquals(labels("..."), Maxima.peaks(row, row.above(0), 1));
    }

    @Test
    void onlyTheMaskIsLookedAt() {
      GrayImage map = values(".....", ".195.", ".....");
      assertEquals(
          labels(".....", ".2.1.", "....."), Maxima.peaks(map, mask(".....", ".#.#.", "....."), 1));
    }

    @Test
    void agreesWithTheDefinition() {
      Random random = new Random(1);
      for (int trial = 0; trial < 400; trial++) {
        int height = 1 + random.nextInt(12);
        int width = 1 + random.nextInt(12);
        GrayImage map = integers(random, height, width, 1 + random.nextInt(8));
        GrayImage before = map.copy();
        BinaryImage mask = Grids.random(random, height, width, random.nextDouble());
        int distance = 1 + random.nextInt(3);
        assertEquals(byDefinition(map, mask, distance), Maxima.peaks(map, mask, distance));
        assertEquals(before, map);
      }
    }

    private LabelImage byDefinition(GrayImage map, BinaryImage mask, int distance) {
      int width = map.width();
      List<Integer> candidates =
          IntStream.range(0, map.pixels().length)
              .filter(
                  i ->
                      mask.pixels()[i]
                          && Math.min(i / width, map.height() - 1 - i / width) >= distance
                          && Math.min(i % width, width - 1 - i % width) >= distance)
              .boxed()
              .sorted(Comparator.comparing(i -> -map.pixels()[i]))
              .toList();
      int[] markers = new int[map.pixels().length];
      int count = 0;
      for (int i : candidates) {
        boolean peak = true;
        for (int j : candidates) {
          boolean near =
              Math.abs(i / width - j / width) <= distance
                  && Math.abs(i % width - j % width) <= distance;
          peak &= !near || (map.pixels()[j] <= map.pixels()[i] && markers[j] == 0);
        }
        if (peak) {
          markers[i] = ++count;
        }
      }
      return new LabelImage(map.height(), width, markers);
    }

    @Test
    void wrongArgumentsAreNamed() {
      GrayImage map = values("123");
      BinaryImage mask = mask("###");
      var e = assertThrows(IllegalArgumentException.class, () -> Maxima.peaks(map, mask("##"), 1));
      assertEquals("mask of 1x2: expected 1x3", e.getMessage());
      e = assertThrows(IllegalArgumentException.class, () -> Maxima.peaks(map, mask, 0));
      assertEquals("minDistance 0: expected 1 or more", e.getMessage());
      GrayImage broken = new GrayImage(1, 3, new float[] {0, 1, Float.NaN});
      e = assertThrows(IllegalArgumentException.class, () -> Maxima.peaks(broken, mask, 1));
      assertEquals("map value NaN at row 0, column 2: expected a finite number", e.getMessage());
    }
  }

  @Nested
  class HMaxima {
    private final LabelImage twoOfThree = labels("1..2...");

    private LabelImage mark(GrayImage map, double h) {
      return Maxima.hMaxima(map, everywhere(map), h, Connectivity.FOUR);
    }

    @Test
    void aMaximumMustRiseByH() {
      GrayImage map = values("5315121");
      assertEquals(labels("1..2.3."), mark(map, 0));
      assertEquals(labels("1..2.3."), mark(map, 1));
      assertEquals(twoOfThree, mark(map, 1.5));
      assertEquals(twoOfThree, mark(map, 4));
      assertEquals(labels("1......"), mark(map, 4.5));
    }

    @Test
    void aPlateauIsOneMaximum() {
      GrayImage map = values("11111", "13331", "11311", "11111");
      assertEquals(labels(".....", ".1...", ".....", "....."), mark(map, 0));
      GrayImage flat = values("444", "444");
      assertEquals(labels("1..", "..."), mark(flat, 0));
      assertEquals(labels("1"), mark(values("0"), 3));
    }

    @Test
    void thousandsOfMaximaAndSaddles() {
      GrayImage map = GrayImage.zeros(81, 121);
      for (int i = 0; i < map.pixels().length; i++) {
        map.pixels()[i] = i / 121 % 2 == 0 && i % 121 % 2 == 0 ? 5 : 4;
      }
      assertEquals(41 * 61, mark(map, 1).count());
      assertEquals(1, mark(map, 1.5).count());
    }

    @Test
    void plusAndMinusZeroAreAPlateau() {
      GrayImage map = new GrayImage(1, 4, new float[] {-0f, 0f, -0f, 0f});
      assertEquals(labels("1..."), mark(map, 0));
    }

    @Test
    void everyComponentHasOne() {
      GrayImage map = values("19.12", "11.11");
      BinaryImage mask = mask("##.##", "##.##");
      assertEquals(labels(".1..2", "....."), Maxima.hMaxima(map, mask, 100, Connectivity.FOUR));
      LabelImage none = Maxima.hMaxima(map, mask(".....", "....."), 1, Connectivity.FOUR);
      assertEquals(labels(".....", "....."), none);
    }

    @Test
    void componentsThatTouchByACornerJoinByEightOnly() {
      GrayImage map = values("9..", ".5.", "..7");
      BinaryImage mask = mask("#..", ".#.", "..#");
      assertEquals(labels("1..", ".2.", "..3"), Maxima.hMaxima(map, mask, 4.5, Connectivity.FOUR));
      assertEquals(labels("1..", "...", "..."), Maxima.hMaxima(map, mask, 4.5, Connectivity.EIGHT));
      assertEquals(labels("1..", "...", "..2"), Maxima.hMaxima(map, mask, 2, Connectivity.EIGHT));
    }

    @Test
    void agreesWithTheDefinition() {
      Random random = new Random(1);
      for (int trial = 0; trial < 600; trial++) {
        int height = 1 + random.nextInt(8);
        int width = 1 + random.nextInt(8);
        GrayImage map = integers(random, height, width, 1 + random.nextInt(20));
        GrayImage before = map.copy();
        BinaryImage mask = Grids.random(random, height, width, 0.3 + 0.7 * random.nextDouble());
        double h = random.nextInt(12) / 2.0;
        for (Connectivity connectivity : Connectivity.values()) {
          assertEquals(
              byDefinition(map, mask, h, connectivity),
              maxima(Maxima.hMaxima(map, mask, h, connectivity)));
        }
        assertEquals(before, map);
      }
    }

    /** Where the markers are; their numbers are 1..n, each once. */
    private Set<Integer> maxima(LabelImage markers) {
      Set<Integer> pixels = new TreeSet<>();
      IntStream.range(0, markers.labels().length)
          .filter(i -> markers.labels()[i] != 0)
          .forEach(pixels::add);
      assertEquals(pixels.size(), markers.max());
      assertEquals(pixels.size(), markers.count());
      return pixels;
    }

    /** Pixels from which every way to a higher one goes down by h or more, and by something. */
    private Set<Integer> byDefinition(
        GrayImage map, BinaryImage mask, double h, Connectivity connectivity) {
      Set<Integer> maxima = new TreeSet<>();
      for (int i = 0; i < map.pixels().length; i++) {
        if (mask.pixels()[i]) {
          float down = map.pixels()[i] - pass(map, mask, i, connectivity);
          if (down >= h && down > 0) {
            maxima.add(i);
          }
        }
      }
      return maxima;
    }

    /** The highest level that connects a pixel to a higher one, of equals to an earlier one. */
    private float pass(GrayImage map, BinaryImage mask, int start, Connectivity connectivity) {
      float[] heights = map.pixels();
      float pass = Float.NEGATIVE_INFINITY;
      for (float level : heights) {
        if (level > pass && level <= heights[start]) {
          boolean[] reached = flood(map, mask, start, level, connectivity);
          for (int j = 0; j < heights.length; j++) {
            if (reached[j]
                && (heights[j] > heights[start] || (heights[j] == heights[start] && j < start))) {
              pass = level;
            }
          }
        }
      }
      return pass;
    }

    private boolean[] flood(
        GrayImage map, BinaryImage mask, int start, float level, Connectivity connectivity) {
      boolean[] reached = new boolean[map.pixels().length];
      reached[start] = true;
      for (boolean changed = true; changed; ) {
        changed = false;
        for (int i = 0; i < reached.length; i++) {
          for (int j = 0; reached[i] && j < reached.length; j++) {
            if (!reached[j] && map.pixels()[j] >= level && linked(mask, i, j, connectivity)) {
              reached[j] = true;
              changed = true;
            }
          }
        }
      }
      return reached;
    }
  }

  /**
   * Whether two pixels of a mask are neighbours: also across a corner, for 4-connectivity where one
   * of the pixels beside the corner is of the mask.
   */
  static boolean linked(BinaryImage mask, int i, int j, Connectivity connectivity) {
    int width = mask.width();
    int rows = Math.abs(i / width - j / width);
    int columns = Math.abs(i % width - j % width);
    if (!mask.pixels()[i] || !mask.pixels()[j] || Math.max(rows, columns) != 1) {
      return false;
    }
    return rows + columns == 1
        || connectivity == Connectivity.EIGHT
        || mask.get(i / width, j % width)
        || mask.get(j / width, i % width);
  }

  @Test
  void wrongArgumentsAreNamed() {
    GrayImage map = values("123");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Maxima.hMaxima(map, mask("##"), 1, Connectivity.FOUR));
    assertEquals("mask of 1x2: expected 1x3", e.getMessage());
    for (double h : new double[] {-1, Double.NaN}) {
      e =
          assertThrows(
              IllegalArgumentException.class,
              () -> Maxima.hMaxima(map, mask("###"), h, Connectivity.FOUR));
      assertEquals("h " + h + ": expected 0 or more", e.getMessage());
    }
    GrayImage broken = new GrayImage(2, 1, new float[] {0, Float.POSITIVE_INFINITY});
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Maxima.hMaxima(broken, mask("#", "#"), 1, Connectivity.FOUR));
    assertEquals("map value Infinity at row 1, column 0: expected a finite number", e.getMessage());
  }
}
