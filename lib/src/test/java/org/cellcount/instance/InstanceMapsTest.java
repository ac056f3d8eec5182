package org.cellcount.instance;

import static org.cellcount.testing.Grids.labels;
import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.DistanceTransform;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.CellShapes;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class InstanceMapsTest {
  @Test
  void theDeepestPixelOfEveryCellIsOne() {
    GrayImage map = InstanceMaps.distance(labels("1111.2.", "1111.2.", "1111.2."));
    assertArrayEquals(new float[] {1, 0.75f, 0.5f, 0.25f, 0, 1, 0}, row(map, 1), 1e-6f);
    GrayImage touching = InstanceMaps.distance(labels(".1122."));
    assertArrayEquals(new float[] {0, 1, 1, 1, 1, 0}, touching.pixels());
    assertArrayEquals(new float[] {0, 0}, InstanceMaps.distance(labels("..")).pixels());
    assertArrayEquals(new float[] {1, 1}, InstanceMaps.distance(labels("11")).pixels());
  }

  private static float[] row(GrayImage map, int row) {
    return Arrays.copyOfRange(map.pixels(), row * map.width(), (row + 1) * map.width());
  }

  @Test
  void theDistanceIsDividedByEachCellsOwn() {
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      LabelImage labels = CellShapes.squares(random, 20, 25, 6, 7);
      LabelImage gaps =
          new LabelImage(20, 25, Arrays.stream(labels.labels()).map(n -> 70_000 * n).toArray());
      GrayImage map = InstanceMaps.distance(labels);
      assertEquals(map, InstanceMaps.distance(gaps));
      GrayImage distance = DistanceTransform.euclidean(labels);
      TreeMap<Integer, Float> deepest = new TreeMap<>();
      for (int i = 0; i < 500; i++) {
        deepest.merge(labels.labels()[i], distance.pixels()[i], Math::max);
      }
      for (int i = 0; i < 500; i++) {
        int label = labels.labels()[i];
        float expected = label == 0 ? 0 : distance.pixels()[i] / deepest.get(label);
        assertEquals(expected, map.pixels()[i]);
      }
    }
  }

  @Test
  void aBumpFallsFromTheCentreToTheEdge() {
    // Depth of the middle is 3, sigma 1.5; of the pair 1, sigma 1.
    float one = (float) Math.exp(-1 / 4.5);
    float two = (float) Math.exp(-4 / 4.5);
    float beside = (float) Math.exp(-1 / 2.0);
    assertArrayEquals(
        new float[] {0, two, one, 1, one, two, 0, 1, beside, 0},
        InstanceMaps.centres(labels(".11111.22.")).pixels(),
        1e-6f);
    GrayImage square =
        InstanceMaps.centres(
            labels("......", "11111.", "11111.", "11111.", "11111.", "11111.", "......"));
    // Three pixels of the middle row are 3 deep, as the left edge is the image's.
    assertEquals(1, square.get(3, 2));
    assertEquals((float) Math.exp(-8 / 4.5), square.get(1, 0), 1e-6f);
    assertEquals(0, square.get(0, 3));
    // A splinter of a cell has no bump of its own.
    assertArrayEquals(
        new float[] {0, 0, beside, 1, beside, 0, 1},
        InstanceMaps.centres(labels("5.555.2")).pixels(),
        1e-6f);
  }

  @Test
  void theCentreOfACrescentLiesInIt() {
    LabelImage crescent =
        labels(".......", ".11111.", ".11111.", ".11....", ".11111.", ".11111.", ".......");
    GrayImage map = InstanceMaps.centres(crescent);
    int centres = 0;
    for (int i = 0; i < map.pixels().length; i++) {
      assertEquals(crescent.labels()[i] == 0, map.pixels()[i] == 0);
      centres += map.pixels()[i] == 1 ? 1 : 0;
    }
    assertEquals(1, centres);
  }

  @Test
  void theDensityOfEveryCellSumsToOne() {
    GrayImage map = InstanceMaps.density(labels("11.9", "11.."));
    float[] expected = {0.25f, 0.25f, 0, 1, 0.25f, 0.25f, 0, 0};
    assertArrayEquals(expected, map.pixels());
    assertArrayEquals(new float[2], InstanceMaps.density(labels("..")).pixels());
  }

  @Test
  void bordersAreWhereTwoCellsAreNear() {
    assertEquals(
        mask("..##..", "..##..", "......", "......"),
        InstanceMaps.touchingBorders(labels("111222", "......", "......", "......"), 1));
    assertEquals(mask("..#.."), InstanceMaps.touchingBorders(labels(".1.2."), 1));
    assertEquals(mask("...##..."), InstanceMaps.touchingBorders(labels(".11..22."), 2));
    assertEquals(mask("....."), InstanceMaps.touchingBorders(labels(".111."), 3));
  }

  @Test
  void bordersAgreeWithTheDefinition() {
    Random random = new Random(2);
    for (int trial = 0; trial < 200; trial++) {
      int height = 1 + random.nextInt(14);
      int width = 1 + random.nextInt(14);
      int radius = 1 + random.nextInt(16);
      LabelImage labels = CellShapes.squares(random, height, width, 4, 7);
      LabelImage before = new LabelImage(height, width, labels.labels().clone());
      assertEquals(near(labels, radius), InstanceMaps.touchingBorders(labels, radius));
      assertEquals(before, labels);
    }
  }

  private static BinaryImage near(LabelImage labels, int radius) {
    int width = labels.width();
    boolean[] near = new boolean[labels.labels().length];
    for (int i = 0; i < near.length; i++) {
      int first = 0;
      for (int j = 0; j < near.length; j++) {
        int label = labels.labels()[j];
        boolean close =
            Math.abs(i / width - j / width) <= radius && Math.abs(i % width - j % width) <= radius;
        if (close && label != 0) {
          near[i] |= first != 0 && label != first;
          first = label;
        }
      }
    }
    return new BinaryImage(labels.height(), width, near);
  }

  @Test
  void aGapOfTwoPixelsParts() {
    assertEquals(mask("##..##"), InstanceMaps.separatedMask(labels("111222")));
    assertEquals(mask("###.##"), InstanceMaps.separatedMask(labels("111.22")));
    assertEquals(mask(".###."), InstanceMaps.separatedMask(labels(".111.")));
  }

  @Test
  void weightsByHand() {
    // Between two cells 4 apart: distances 1 + 3, 2 + 2, 3 + 1.
    GrayImage weights = InstanceMaps.borderWeights(labels("11...22"), 10, 5);
    float between = (float) (1 + 10 * Math.exp(-16 / 50.0));
    assertArrayEquals(new float[] {1, 1, between, between, between, 1, 1}, weights.pixels(), 1e-5f);
    // The touching pixels 2 and 3 are background of the target: 1 + 2 and 2 + 1.
    GrayImage touching = InstanceMaps.borderWeights(labels("111222"), 10, 5);
    float gap = (float) (1 + 10 * Math.exp(-9 / 50.0));
    assertArrayEquals(new float[] {1, 1, gap, gap, 1, 1}, touching.pixels(), 1e-5f);
    GrayImage one = InstanceMaps.borderWeights(labels("11..."), 10, 5);
    assertArrayEquals(new float[] {1, 1, 1, 1, 1}, one.pixels());
  }

  @Test
  void weightsAgreeWithTheDefinition() {
    Random random = new Random(3);
    for (int trial = 0; trial < 60; trial++) {
      int height = 1 + random.nextInt(24);
      int width = 1 + random.nextInt(24);
      double w0 = 20 * random.nextDouble();
      double sigma = 0.5 + 6 * random.nextDouble();
      LabelImage labels = CellShapes.squares(random, height, width, 1 + random.nextInt(8), 7);
      LabelImage before = new LabelImage(height, width, labels.labels().clone());
      assertArrayEquals(
          weights(labels, w0, sigma).pixels(),
          InstanceMaps.borderWeights(labels, w0, sigma).pixels(),
          1e-5f);
      assertEquals(before, labels);
    }
  }

  private static GrayImage weights(LabelImage labels, double w0, double sigma) {
    BinaryImage mask = InstanceMaps.separatedMask(labels);
    GrayImage weights = GrayImage.zeros(labels.height(), labels.width());
    for (int i = 0; i < weights.pixels().length; i++) {
      TreeMap<Integer, Double> nearest = new TreeMap<>();
      for (int j = 0; j < weights.pixels().length; j++) {
        if (mask.pixels()[j]) {
          double distance =
              Math.hypot(
                  i / labels.width() - j / labels.width(), i % labels.width() - j % labels.width());
          nearest.merge(labels.labels()[j], distance, Math::min);
        }
      }
      double[] distances = nearest.values().stream().mapToDouble(d -> d).sorted().toArray();
      boolean weighted = !mask.pixels()[i] && distances.length > 1;
      double sum = weighted ? distances[0] + distances[1] : Double.POSITIVE_INFINITY;
      weights.pixels()[i] = (float) (1 + w0 * Math.exp(-sum * sum / (2 * sigma * sigma)));
    }
    return weights;
  }

  @Test
  void pseudoInstancesAreWhatTheDefaultsCount() {
    GrayImage map = Grids.probability(new Random(4), Grids.discs(new Random(4), 60, 60, 25));
    assertEquals(
        new CellCounter(CountOptions.defaults()).count(map).labels(),
        InstanceMaps.pseudoInstances(map));
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    LabelImage labels = labels("1.2");
    var e =
        assertThrows(IllegalArgumentException.class, () -> InstanceMaps.touchingBorders(labels, 0));
    assertEquals("radius 0: expected 1 or more", e.getMessage());
    for (double w0 : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      e =
          assertThrows(
              IllegalArgumentException.class, () -> InstanceMaps.borderWeights(labels, w0, 5));
      assertEquals("w0 " + w0 + ": expected 0 or more", e.getMessage());
    }
    for (double sigma : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      e =
          assertThrows(
              IllegalArgumentException.class, () -> InstanceMaps.borderWeights(labels, 10, sigma));
      assertEquals("sigma " + sigma + ": expected above 0", e.getMessage());
    }
    GrayImage broken = new GrayImage(1, 2, new float[] {0, 1.5f});
    e = assertThrows(IllegalArgumentException.class, () -> InstanceMaps.pseudoInstances(broken));
    assertEquals("probability 1.5 at row 0, column 1: expected 0 to 1", e.getMessage());
  }
}
