package org.cellcount.instance;

import static org.cellcount.testing.Grids.labels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class RayDistancesTest {
  private static void assertMap(GrayImage map, double... expected) {
    assertEquals(expected.length, map.pixels().length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], map.pixels()[i], 1e-5, "pixel " + i);
    }
  }

  @Test
  void raysEndAtTheEdgeOfTheCellAndOfTheImage() {
    List<GrayImage> maps = RayDistances.of(labels(".111.", "22.11"), 4);
    assertEquals(4, maps.size());
    assertMap(maps.get(0), 0, 2.5, 1.5, 0.5, 0, 1.5, 0.5, 0, 1.5, 0.5);
    assertMap(maps.get(1), 0, 0.5, 0.5, 1.5, 0, 0.5, 0.5, 0, 0.5, 0.5);
    assertMap(maps.get(2), 0, 0.5, 1.5, 2.5, 0, 0.5, 1.5, 0, 0.5, 1.5);
    assertMap(maps.get(3), 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0, 1.5, 0.5);
  }

  @Test
  void aSlantedStepIsLonger() {
    double d = Math.sqrt(2);
    GrayImage down = RayDistances.of(labels("111", "111", "112"), 8).get(1);
    assertMap(down, 1.5 * d, 1.5 * d, d / 2, 1.5 * d, d / 2, d / 2, d / 2, d / 2, d / 2);
    GrayImage up = RayDistances.of(labels("111", "111", "112"), 8).get(7);
    assertMap(up, d / 2, d / 2, d / 2, 1.5 * d, 1.5 * d, d / 2, 2.5 * d, 1.5 * d, d / 2);
  }

  @Test
  void agreesWithSteppingFromEveryPixel() {
    Random random = new Random(1);
    for (int trial = 0; trial < 60; trial++) {
      int height = 1 + random.nextInt(20);
      int width = 1 + random.nextInt(20);
      int rays = 3 + random.nextInt(30);
      LabelImage labels = blocks(random, height, width);
      LabelImage before = labels.copy();
      List<GrayImage> maps = RayDistances.of(labels, rays);
      for (int k = 0; k < rays; k++) {
        float[] expected = new float[height * width];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = (float) stepped(labels, i / width, i % width, 2 * Math.PI * k / rays);
        }
        assertArrayEquals(expected, maps.get(k).pixels(), 1e-4f, "ray " + k);
      }
      assertEquals(before, labels);
    }
  }

  /** Labels that change every few rows and columns. */
  private static LabelImage blocks(Random random, int height, int width) {
    LabelImage coarse = Grids.randomLabels(random, height, width, 2);
    int block = 1 + random.nextInt(7);
    int[] labels = new int[height * width];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = coarse.get(i / width / block, i % width / block);
    }
    return new LabelImage(height, width, labels);
  }

  /** One row or column after the other, at the pixel nearest to the line through the origin. */
  private static double stepped(LabelImage labels, int row, int column, double angle) {
    int label = labels.get(row, column);
    if (label == 0) {
      return 0;
    }
    double x = Math.cos(angle);
    double y = Math.sin(angle);
    boolean byColumn = Math.abs(x) >= Math.abs(y);
    double longer = byColumn ? Math.abs(x) : Math.abs(y);
    int sign = (int) Math.signum(byColumn ? x : y);
    double slope = (byColumn ? y : x) / longer;
    int start = byColumn ? column : row;
    int steps = 0;
    boolean inside = true;
    while (inside) {
      steps++;
      int across = sign * steps;
      int along =
          (int) (Math.round(slope * sign * (start + across)) - Math.round(slope * sign * start));
      int r = row + (byColumn ? along : across);
      int c = column + (byColumn ? across : along);
      inside =
          r >= 0
              && r < labels.height()
              && c >= 0
              && c < labels.width()
              && labels.get(r, c) == label;
    }
    return (steps - 0.5) / longer;
  }

  @Test
  void inADiscTheyAreThoseToTheCircle() {
    int size = 61;
    double radius = 24.3;
    int[] disc = new int[size * size];
    for (int i = 0; i < disc.length; i++) {
      disc[i] = Math.hypot(i / size - 30, i % size - 30) < radius ? 7 : 0;
    }
    List<GrayImage> maps = RayDistances.of(new LabelImage(size, size, disc), 32);
    double sum = 0;
    int number = 0;
    for (int k = 0; k < 32; k++) {
      double x = Math.cos(Math.PI * k / 16);
      double y = Math.sin(Math.PI * k / 16);
      assertEquals(radius, maps.get(k).get(30, 30), 0.8, "ray " + k);
      for (int i = 0; i < disc.length; i++) {
        if (disc[i] != 0) {
          double column = i % size - 30;
          double row = i / size - 30;
          double forward = column * x + row * y;
          double beside = column * y - row * x;
          double exact = Math.sqrt(radius * radius - beside * beside) - forward;
          sum += Math.abs(maps.get(k).pixels()[i] - exact);
          number++;
        }
      }
    }
    assertTrue(sum / number < 0.4, "mean error " + sum / number + " pixels");
  }

  @Test
  void fewerThanThreeRaysAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> RayDistances.of(labels("1"), 2));
    assertEquals("number of rays 2: expected 3 or more", e.getMessage());
  }
}
