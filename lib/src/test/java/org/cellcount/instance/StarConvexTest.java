package org.cellcount.instance;

import static org.cellcount.testing.Grids.labels;
import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.SmallObjects;
import org.cellcount.metric.InstanceScores;
import org.junit.jupiter.api.Test;

class StarConvexTest {
  private static final StarConvex READER = new StarConvex(0.5, 0.4, 0);

  /** A map that is 0 but at some pixels, each given as row, column and value. */
  private static GrayImage points(int height, int width, double[]... points) {
    GrayImage map = GrayImage.zeros(height, width);
    for (double[] point : points) {
      map.pixels()[((int) point[0]) * width + (int) point[1]] = (float) point[2];
    }
    return map;
  }

  /**
   * Four rays of one length everywhere: the pixels nearer than it, steps along rows and columns.
   */
  private static List<GrayImage> diamonds(int height, int width, double length) {
    GrayImage map = GrayImage.zeros(height, width);
    Arrays.fill(map.pixels(), (float) length);
    return Collections.nCopies(4, map);
  }

  @Test
  void aPolygonHoldsThePixelsWhoseCentresLieInIt() {
    GrayImage one = points(5, 6, new double[] {2, 2, 0.9});
    assertEquals(
        labels("......", "..1...", ".111..", "..1...", "......"),
        READER.cells(one, diamonds(5, 6, 1.6)));
    assertEquals(
        labels("......", "......", "..1...", "......", "......"),
        READER.cells(one, diamonds(5, 6, 0.5)));
    assertEquals(
        labels("..1...", ".111..", "11111.", ".111..", "..1..."),
        READER.cells(one, diamonds(5, 6, 2.4)));
    assertEquals(
        labels("......", "......", "......", "......", "......"),
        READER.cells(one, diamonds(5, 6, 0)));
  }

  @Test
  void polygonsAreCutByTheImage() {
    GrayImage corner = points(3, 4, new double[] {0, 0, 0.9});
    assertEquals(labels("111.", "11..", "1..."), READER.cells(corner, diamonds(3, 4, 2.5)));
    assertEquals(labels("1111", "1111", "1111"), READER.cells(corner, diamonds(3, 4, 1e30)));
  }

  @Test
  void theMoreProbableLiesOnTopAndTheFirstAmongEquals() {
    List<GrayImage> rays = diamonds(5, 9, 2.4);
    GrayImage two = points(5, 9, new double[] {2, 2, 0.8}, new double[] {2, 5, 0.9});
    assertEquals(
        labels("..2..1...", ".222111..", "22211111.", ".222111..", "..2..1..."),
        READER.cells(two, rays));
    GrayImage equal = points(5, 9, new double[] {2, 2, 0.8}, new double[] {2, 5, 0.8});
    assertEquals(
        labels("..1..2...", ".111222..", "11111222.", ".111222..", "..1..2..."),
        READER.cells(equal, rays));
  }

  @Test
  void overlapIsThePartOfTheSmallerOne() {
    List<GrayImage> rays = diamonds(5, 9, 2.4);
    GrayImage two = points(5, 9, new double[] {2, 2, 0.8}, new double[] {2, 5, 0.9});
    // They share 2 of 13 pixels.
    assertEquals(2, new StarConvex(0.5, 2 / 13.0, 0).cells(two, rays).count());
    assertEquals(1, new StarConvex(0.5, 2 / 13.0 - 1e-9, 0).cells(two, rays).count());
    // A small one within a large one, of which it covers no more than a part.
    GrayImage lengths = points(5, 9, new double[] {2, 4, 2.4}, new double[] {2, 5, 0.5});
    GrayImage nested = points(5, 9, new double[] {2, 4, 0.9}, new double[] {2, 5, 0.8});
    assertEquals(1, READER.cells(nested, Collections.nCopies(4, lengths)).count());
  }

  @Test
  void onlyWhatIsAboveTheThresholdProposes() {
    GrayImage two = points(5, 9, new double[] {2, 1, 0.5}, new double[] {2, 6, 0.6});
    List<GrayImage> rays = diamonds(5, 9, 1.5);
    assertEquals(1, READER.cells(two, rays).count());
    assertEquals(2, new StarConvex(0.4, 0.4, 0).cells(two, rays).count());
    assertEquals(0, new StarConvex(Math.nextUp(0.6f), 0.4, 0).cells(two, rays).count());
  }

  @Test
  void smallCellsAreLeftOutByThePixelsTheyShow() {
    GrayImage lengths = points(5, 9, new double[] {2, 2, 2.4}, new double[] {2, 6, 1.5});
    GrayImage two = points(5, 9, new double[] {2, 2, 0.8}, new double[] {2, 6, 0.9});
    List<GrayImage> rays = Collections.nCopies(4, lengths);
    assertEquals(2, new StarConvex(0.5, 0.4, 5).cells(two, rays).count());
    assertEquals(
        labels("..1......", ".111.....", "11111....", ".111.....", "..1......"),
        new StarConvex(0.5, 0.4, 6).cells(two, rays));
  }

  @Test
  void theMaskDecidesHowFarCellsReach() {
    GrayImage two = points(3, 9, new double[] {1, 2, 0.8}, new double[] {1, 6, 0.9});
    BinaryImage foreground = mask("#########", "###...###", "###....##");
    assertEquals(
        labels("222221111", "222...111", "222....11"),
        READER.cells(two, diamonds(3, 9, 1.5), foreground));
    BinaryImage apart = mask("#..#....#", "#..#..#.#", "#..#..#.#");
    assertEquals(
        labels("...2.....", "...2..1..", "...2..1.."),
        READER.cells(two, diamonds(3, 9, 1.5), apart));
  }

  @Test
  void agreesWithComparingEveryPolygonWithEveryCell() {
    Random random = new Random(5);
    for (int trial = 0; trial < 40; trial++) {
      boolean wide = random.nextBoolean();
      int height = 1 + random.nextInt(wide ? 10 : 80);
      int width = 1 + random.nextInt(wide ? 80 : 10);
      int rays = 3 + random.nextInt(12);
      double longest = 1 + random.nextInt(12);
      GrayImage probability = uniform(random, height, width, 1);
      List<GrayImage> distances = new ArrayList<>();
      for (int k = 0; k < rays; k++) {
        distances.add(uniform(random, height, width, longest));
      }
      StarConvex reader = new StarConvex(0.85, random.nextDouble(), random.nextInt(8));
      List<GrayImage> before = distances.stream().map(GrayImage::copy).toList();
      GrayImage probabilityBefore = probability.copy();
      assertEquals(plainly(reader, probability, distances), reader.cells(probability, distances));
      assertEquals(before, distances);
      assertEquals(probabilityBefore, probability);
    }
  }

  private static GrayImage uniform(Random random, int height, int width, double high) {
    GrayImage map = GrayImage.zeros(height, width);
    for (int i = 0; i < map.pixels().length; i++) {
      map.pixels()[i] = (float) (high * random.nextDouble());
    }
    return map;
  }

  private static LabelImage plainly(
      StarConvex reader, GrayImage probability, List<GrayImage> rays) {
    int width = probability.width();
    int area = probability.pixels().length;
    List<Integer> order =
        IntStream.range(0, area)
            .filter(i -> probability.pixels()[i] > reader.threshold())
            .boxed()
            .sorted((a, b) -> Float.compare(probability.pixels()[b], probability.pixels()[a]))
            .toList();
    List<boolean[]> cells = new ArrayList<>();
    int[] labels = new int[area];
    for (int centre : order) {
      boolean[] pixels = new boolean[area];
      for (int i = 0; i < area; i++) {
        pixels[i] = inside(rays, centre, i / width - centre / width, i % width - centre % width);
      }
      int own = common(pixels, pixels);
      if (own > 0
          && cells.stream()
              .allMatch(
                  cell ->
                      common(cell, pixels)
                          <= reader.overlap() * Math.min(own, common(cell, cell)))) {
        cells.add(pixels);
        for (int i = 0; i < area; i++) {
          labels[i] = labels[i] == 0 && pixels[i] ? cells.size() : labels[i];
        }
      }
    }
    return SmallObjects.remove(
        new LabelImage(probability.height(), width, labels), reader.minArea());
  }

  private static int common(boolean[] a, boolean[] b) {
    int common = 0;
    for (int i = 0; i < a.length; i++) {
      common += a[i] && b[i] ? 1 : 0;
    }
    return common;
  }

  /** Whether a point lies between two rays and on the inner side of the edge that joins them. */
  private static boolean inside(List<GrayImage> rays, int centre, int row, int column) {
    int n = rays.size();
    double turns = Math.atan2(row, column) / (2 * Math.PI);
    int k = (int) Math.floor((turns + 1) % 1 * n + 1e-9) % n;
    double a = 2 * Math.PI * k / n;
    double b = 2 * Math.PI * (k + 1) / n;
    double first = rays.get(k).pixels()[centre];
    double second = rays.get((k + 1) % n).pixels()[centre];
    double x = first * Math.cos(a);
    double y = first * Math.sin(a);
    double edgeX = second * Math.cos(b) - x;
    double edgeY = second * Math.sin(b) - y;
    return edgeX * (row - y) - edgeY * (column - x) > 0;
  }

  /** Ellipses side by side that overlap; a pixel belongs to the one that it is deepest in. */
  private static LabelImage ellipses(Random random, int rows, int columns) {
    int pitch = 22;
    int height = rows * pitch + 16;
    int width = columns * pitch + 16;
    double[] deepest = new double[height * width];
    int[] labels = new int[height * width];
    for (int n = 0; n < rows * columns; n++) {
      double y = (Math.floorDiv(n, columns) + 0.5) * pitch + 8 + 3 * random.nextGaussian();
      double x = (n % columns + 0.5) * pitch + 8 + 3 * random.nextGaussian();
      double angle = Math.PI * random.nextDouble();
      double longer = 11 + 3 * random.nextDouble();
      double shorter = 8 + 3 * random.nextDouble();
      for (int i = 0; i < labels.length; i++) {
        double dy = Math.floorDiv(i, width) - y;
        double dx = i % width - x;
        double u = (dx * Math.cos(angle) + dy * Math.sin(angle)) / longer;
        double v = (dy * Math.cos(angle) - dx * Math.sin(angle)) / shorter;
        double depth = 1 - Math.hypot(u, v);
        if (depth > deepest[i]) {
          deepest[i] = depth;
          labels[i] = n + 1;
        }
      }
    }
    return new LabelImage(height, width, labels);
  }

  @Test
  void touchingEllipsesAreReadAsTheyWereDrawn() {
    Random random = new Random(3);
    for (int trial = 0; trial < 5; trial++) {
      LabelImage truth = ellipses(random, 5, 6);
      GrayImage distance = InstanceMaps.distance(truth);
      List<GrayImage> rays = RayDistances.of(truth, 32);
      assertRead(truth, READER.cells(distance, rays), 0.93);
      assertRead(truth, READER.cells(distance, rays, truth.foreground()), 0.97);
    }
  }

  private static void assertRead(LabelImage truth, LabelImage cells, double iou) {
    InstanceScores scores = InstanceScores.of(cells, truth);
    assertEquals(30, cells.count());
    assertEquals(30, scores.matched(0.5));
    double mean = scores.matchedIous().stream().mapToDouble(x -> x).average().orElseThrow();
    assertTrue(mean > iou, "mean IoU " + mean);
  }

  private static String refusal(GrayImage probability, List<GrayImage> rays) {
    return assertThrows(IllegalArgumentException.class, () -> READER.cells(probability, rays))
        .getMessage();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    GrayImage two = points(3, 4, new double[] {1, 2, 0.8});
    List<GrayImage> rays = new ArrayList<>(diamonds(3, 4, 1));
    assertEquals("number of rays 2: expected 3 or more", refusal(two, rays.subList(0, 2)));
    rays.set(3, GrayImage.zeros(4, 3));
    assertEquals("map of ray 3 of 4x3: expected 3x4", refusal(two, rays));
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      rays.set(3, points(3, 4, new double[] {1, 2, wrong}));
      assertEquals(
          "distance along ray 3 " + wrong + " at row 1, column 2: expected 0 or more",
          refusal(two, rays));
    }
    for (double wrong : new double[] {-0.5, Double.NaN, 1.5}) {
      assertEquals(
          "probability " + wrong + " at row 2, column 1: expected 0 to 1",
          refusal(points(3, 4, new double[] {2, 1, wrong}), diamonds(3, 4, 1)));
    }
    BinaryImage small = mask("##");
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> READER.cells(two, diamonds(3, 4, 1), small));
    assertEquals("mask of 1x2: expected 3x4", e.getMessage());
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      e = assertThrows(IllegalArgumentException.class, () -> new StarConvex(wrong, 0.4, 10));
      assertEquals("threshold " + wrong + ": expected 0 to 1", e.getMessage());
      e = assertThrows(IllegalArgumentException.class, () -> new StarConvex(0.5, wrong, 10));
      assertEquals("overlap " + wrong + ": expected 0 to 1", e.getMessage());
    }
    e = assertThrows(IllegalArgumentException.class, () -> new StarConvex(0.5, 0.4, -1));
    assertEquals("minArea -1: expected 0 or more", e.getMessage());
  }
}
