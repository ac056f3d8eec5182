package org.cellcount.count;

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
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.Cell;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellCounterTest {
  private static final CountOptions COMPONENTS =
      CountOptions.defaults().withSeparation(Separation.COMPONENTS);

  /** Every separation with and without cleaning, both connectivities, several minimum areas. */
  static Stream<CountOptions> options() {
    List<CountOptions> all = new ArrayList<>();
    for (Separation separation : Separation.values()) {
      for (Connectivity connectivity : Connectivity.values()) {
        for (int minArea : new int[] {0, 1, 10}) {
          CountOptions plain =
              CountOptions.defaults()
                  .withSeparation(separation)
                  .withConnectivity(connectivity)
                  .withMinDistance(2)
                  .withMinArea(minArea);
          all.add(plain);
          all.add(plain.withCleaning(1, 1, true));
          all.add(plain.withSigma(0).withH(0).withCleaning(0, 0, true));
        }
      }
    }
    return all.stream();
  }

  private static GrayImage certain(BinaryImage mask) {
    return mask.toGray();
  }

  private static CountResult count(CountOptions options, GrayImage map) {
    return new CellCounter(options).count(map);
  }

  /** Two discs of radius 6 whose centres are 10 apart. */
  private static BinaryImage pair() {
    boolean[] pixels = new boolean[20 * 30];
    for (int i = 0; i < pixels.length; i++) {
      double y = i / 30 - 9;
      double x = i % 30;
      pixels[i] = Math.hypot(x - 9, y) <= 6 || Math.hypot(x - 19, y) <= 6;
    }
    return new BinaryImage(20, 30, pixels);
  }

  @Test
  void touchingDiscsAreTwoByAllButComponents() {
    GrayImage map = certain(pair());
    assertEquals(1, count(COMPONENTS, map).count());
    assertEquals(1, count(CountOptions.readme(), map).count());
    for (CountOptions options :
        List.of(CountOptions.defaults(), CountOptions.hMaxima(), CountOptions.readmeWatershed())) {
      LabelImage cells = count(options, map).labels();
      assertEquals(2, cells.max());
      assertEquals(1, cells.get(9, 5));
      assertEquals(2, cells.get(9, 23));
      assertEquals(1, cells.get(9, 13));
      assertEquals(2, cells.get(9, 15));
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void anEmptyMapHoldsNothing(CountOptions options) {
    for (int[] size : new int[][] {{1, 1}, {1, 7}, {7, 1}, {9, 12}}) {
      CountResult none = count(options, GrayImage.zeros(size[0], size[1]));
      assertEquals(0, none.count());
      assertEquals(new LabelImage(size[0], size[1], new int[size[0] * size[1]]), none.labels());
      assertEquals(0, new CellCounter(options).countOnly(GrayImage.zeros(size[0], size[1])));
    }
  }

  @ParameterizedTest
  @EnumSource(Separation.class)
  void aMapOfForegroundOnlyIsOneCell(Separation separation) {
    CountOptions options =
        CountOptions.defaults().withSeparation(separation).withMinDistance(1).withMinArea(0);
    for (int[] size : new int[][] {{3, 3}, {9, 12}, {70, 60}}) {
      BinaryImage all = Grids.random(new Random(1), size[0], size[1], 1);
      CountResult one = count(options, certain(all));
      assertEquals(1, one.count());
      assertEquals(all, one.labels().foreground());
    }
  }

  @Test
  void mapsOfOnePixelRowOrColumn() {
    CountOptions options = CountOptions.defaults().withMinArea(0);
    assertEquals(labels("1"), count(options, certain(mask("#"))).labels());
    assertEquals(0, count(options.withMinArea(2), certain(mask("#"))).count());
    BinaryImage row = mask("###..#########..#");
    BinaryImage column = mask("###..#########..#".split(""));
    for (CountOptions each : List.of(options, options.withSeparation(Separation.COMPONENTS))) {
      assertEquals(labels("111..222222222..3"), count(each, certain(row)).labels());
      assertEquals(labels("111..222222222..3".split("")), count(each, certain(column)).labels());
    }
  }

  @Test
  void peaksAtTheBorderAreLeftOut() {
    // Nothing of a single row is a pixel away from its border.
    assertEquals(0, count(CountOptions.readmeWatershed(), certain(mask("####"))).count());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.5, 1})
  void foregroundIsAboveTheThreshold(double threshold) {
    GrayImage map = new GrayImage(1, 9, new float[] {0, 0, 0.25f, 0, 0.5f, 0, 0.75f, 0, 1});
    int expected = (int) IntStream.of(1, 2, 3, 4).filter(n -> n / 4.0 > threshold).count();
    CountOptions options = CountOptions.defaults().withMinArea(0).withThreshold(threshold);
    assertEquals(expected, count(options, map).count());
    assertEquals(expected, count(options.withSeparation(Separation.COMPONENTS), map).count());
  }

  @Test
  void fewerPixelsThanTheMinimumAreNoCell() {
    GrayImage map = certain(mask("##....", "##.###", "...###"));
    for (Separation separation : Separation.values()) {
      CountOptions options =
          CountOptions.defaults().withSeparation(separation).withMinDistance(1).withSigma(0);
      if (separation != Separation.DISTANCE_PEAKS) {
        assertEquals(2, count(options.withMinArea(4), map).count());
        assertEquals(
            labels("......", "...111", "...111"), count(options.withMinArea(5), map).labels());
        assertEquals(0, count(options.withMinArea(7), map).count());
      }
    }
  }

  @Test
  void cornersConnectByEightOnly() {
    GrayImage map = certain(mask("##..", "##..", "..##", "..##"));
    for (Separation separation : List.of(Separation.COMPONENTS, Separation.H_MAXIMA)) {
      CountOptions options =
          CountOptions.defaults().withSeparation(separation).withMinArea(0).withH(9);
      assertEquals(2, count(options, map).count());
      assertEquals(1, count(options.withConnectivity(Connectivity.EIGHT), map).count());
    }
  }

  @Test
  void cleaningComesBeforeCounting() {
    BinaryImage ring = mask(".....", ".###.", ".#.#.", ".###.", ".....");
    CountOptions options = CountOptions.defaults().withMinArea(0).withH(5);
    assertEquals(8, count(options, certain(ring)).labels().foreground().area());
    for (CountOptions each : List.of(options, options.withSeparation(Separation.COMPONENTS))) {
      assertEquals(
          9, count(each.withCleaning(0, 0, true), certain(ring)).labels().foreground().area());
      assertEquals(
          9, count(each.withCleaning(0, 1, false), certain(ring)).labels().foreground().area());
      assertEquals(0, count(each.withCleaning(1, 0, false), certain(ring)).count());
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void onRandomMapsEverythingAgrees(CountOptions options) {
    Random random = new Random(1);
    CellCounter counter = new CellCounter(options);
    for (int trial = 0; trial < 40; trial++) {
      int height = 1 + random.nextInt(40);
      int width = 1 + random.nextInt(40);
      BinaryImage mask =
          trial % 2 == 0
              ? Grids.discs(random, height, width, 1 + height * width / 80)
              : Grids.random(random, height, width, random.nextDouble());
      GrayImage map = Grids.probability(random, mask);
      GrayImage before = map.copy();
      CountResult result = counter.count(map);
      assertEquals(before, map);
      assertEquals(result.count(), counter.countOnly(map));
      assertEquals(before, map);
      assertEquals(result.count(), result.labels().max());
      assertEquals(result.count(), result.labels().count());
      for (Cell cell : result.cells(map)) {
        assertTrue(cell.area() >= options.minArea());
      }
      assertEquals(result.labels(), counter.count(map).labels());
    }
  }

  /** The quick way to a count is the composition of the public steps. */
  @ParameterizedTest
  @EnumSource(Connectivity.class)
  void hMaximaAreThoseOfTheSmoothedDistance(Connectivity connectivity) {
    Random random = new Random(2);
    for (int trial = 0; trial < 120; trial++) {
      BinaryImage mask =
          Grids.discs(random, 1 + random.nextInt(60), 1 + random.nextInt(60), 1 + trial / 3);
      double sigma = trial % 3 == 0 ? 0 : 2 * random.nextDouble();
      double h = random.nextDouble();
      CountOptions options =
          CountOptions.hMaxima()
              .withSigma(sigma)
              .withH(h)
              .withConnectivity(connectivity)
              .withMinArea(0);
      GrayImage smooth = Gaussian.smooth(DistanceTransform.euclidean(mask), sigma);
      LabelImage markers = Maxima.hMaxima(smooth, mask, h, connectivity);
      CountResult result = count(options, Grids.probability(random, mask));
      assertEquals(markers.max(), result.count());
      assertEquals(mask, result.labels().foreground());
      int[] peaks = new int[result.count() + 1];
      for (int i = 0; i < markers.labels().length; i++) {
        peaks[result.labels().labels()[i]] += markers.labels()[i] != 0 ? 1 : 0;
      }
      for (int cell = 1; cell < peaks.length; cell++) {
        assertEquals(1, peaks[cell]);
      }
    }
  }

  /** Every pixel is of the cell of its highest neighbour, unless it is a maximum itself. */
  @ParameterizedTest
  @EnumSource(Connectivity.class)
  void cellsAreCatchmentBasins(Connectivity connectivity) {
    Random random = new Random(3);
    CellCounter counter =
        new CellCounter(
            CountOptions.hMaxima().withConnectivity(connectivity).withSigma(0).withMinArea(0));
    for (int trial = 0; trial < 100; trial++) {
      BinaryImage mask = Grids.random(random, 1 + random.nextInt(20), 1 + random.nextInt(20), 0.7);
      GrayImage map =
          Grids.probability(random, Grids.random(random, mask.height(), mask.width(), 0.5));
      LabelImage cells = counter.count(mask.toGray(), map).labels();
      for (int i = 0; i < map.pixels().length; i++) {
        int highest = i;
        for (int j = 0; mask.pixels()[i] && j < map.pixels().length; j++) {
          if (map.pixels()[j] > map.pixels()[highest]
              && MaximaTest.linked(mask, i, j, connectivity)) {
            highest = j;
          }
        }
        assertEquals(cells.labels()[highest], cells.labels()[i]);
      }
    }
  }

  @Test
  void twoSidedMaximaWeighBothSides() {
    // A low maximum beside a high one: rises of 1 and 9 have the geometric mean 3.
    GrayImage steep = heights(9, 0, 1);
    GrayImage shallow = heights(3, 1, 3);
    CountOptions two = CountOptions.defaults().withSigma(0).withMinArea(0).withH(2.5);
    CountOptions one = two.withSeparation(Separation.H_MAXIMA);
    assertEquals(2, countAll(two, steep));
    assertEquals(1, countAll(one, steep));
    assertEquals(1, countAll(two, shallow));
    assertEquals(1, countAll(one, shallow));
    assertEquals(1, countAll(two.withH(3.1), steep));
    assertEquals(2, countAll(two.withH(1.9), shallow));
  }

  private static GrayImage heights(float... values) {
    return new GrayImage(1, values.length, values);
  }

  private static int countAll(CountOptions options, GrayImage map) {
    BinaryImage all = Grids.random(new Random(1), map.height(), map.width(), 1);
    return new CellCounter(options).count(all.toGray(), map).count();
  }

  /** In a single row: from the highest saddle down, unless both sides rise enough. */
  @Test
  void twoSidedMaximaAgreeWithTheDefinition() {
    Random random = new Random(4);
    for (int trial = 0; trial < 500; trial++) {
      List<Integer> order =
          new ArrayList<>(IntStream.range(0, 1 + random.nextInt(30)).boxed().toList());
      Collections.shuffle(order, random);
      float[] values = new float[order.size()];
      IntStream.range(0, values.length).forEach(i -> values[i] = order.get(i));
      double h = 0.1 + 12 * random.nextDouble();
      CountOptions options = CountOptions.defaults().withSigma(0).withMinArea(0).withH(h);
      assertEquals(byDefinition(values, h), countAll(options, heights(values)));
    }
  }

  private static int byDefinition(float[] values, double h) {
    List<Float> peaks = new ArrayList<>();
    List<Float> saddles = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      float left = i == 0 ? -1 : values[i - 1];
      float right = i == values.length - 1 ? -1 : values[i + 1];
      if (values[i] > left && values[i] > right) {
        peaks.add(values[i]);
      } else if (values[i] < left && values[i] < right && left >= 0 && right >= 0) {
        saddles.add(values[i]);
      }
    }
    for (float level = values.length; level >= 0; level--) {
      int s = saddles.indexOf(level);
      if (s >= 0) {
        double rises = Math.sqrt((double) (peaks.get(s) - level) * (peaks.get(s + 1) - level));
        if (rises < h) {
          peaks.set(s, Math.max(peaks.get(s), peaks.remove(s + 1)));
          saddles.remove(s);
        }
      }
    }
    return peaks.size();
  }

  @Test
  void aLearnedMapParts() {
    GrayImage foreground = certain(mask(".########.", ".########."));
    GrayImage learned = Grids.values("0123443210", "0123443210");
    GrayImage parted = Grids.values("0134302431", "0134302431");
    for (Separation separation : List.of(Separation.H_MAXIMA, Separation.TWO_SIDED_MAXIMA)) {
      CellCounter counter =
          new CellCounter(
              CountOptions.defaults()
                  .withSeparation(separation)
                  .withSigma(0)
                  .withH(2)
                  .withMinArea(0));
      assertEquals(1, counter.count(foreground, learned).count());
      LabelImage cells = counter.count(foreground, parted).labels();
      // The pixel of height 0 goes to the higher of its neighbours.
      assertEquals(labels(".11111222.", ".11111222."), cells);
      assertEquals(1, counter.count(foreground).count());
    }
  }

  @Test
  void aLearnedMapMayHaveAnyFiniteValues() {
    GrayImage foreground = certain(mask("#######"));
    GrayImage learned = heights(-9, -1e30f, -5, 1e-30f, 3e38f, 0, 7);
    CountOptions options = CountOptions.hMaxima().withSigma(0).withH(1).withMinArea(0);
    assertEquals(3, new CellCounter(options).count(foreground, learned).count());
  }

  @Test
  void peaksOfALearnedMap() {
    BinaryImage all = Grids.random(new Random(1), 5, 9, 1);
    GrayImage learned =
        Grids.values(".........", ".........", "..5...7..", ".........", ".........");
    CountOptions options =
        CountOptions.readmeWatershed().withCleaning(0, 0, false).withMinDistance(2);
    CountResult two = new CellCounter(options).count(certain(all), learned);
    assertEquals(2, two.count());
    assertEquals(2, two.labels().get(2, 2));
    assertEquals(1, two.labels().get(2, 6));
  }

  @Test
  void mapsThatDoNotFitAreRefused() {
    GrayImage map = GrayImage.zeros(3, 4);
    CellCounter counter = new CellCounter(CountOptions.defaults());
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> counter.count(map, GrayImage.zeros(4, 3)));
    assertEquals("separation map of 4x3: expected 3x4", e.getMessage());
    GrayImage broken = GrayImage.zeros(3, 4);
    broken.pixels()[5] = Float.NaN;
    e = assertThrows(IllegalArgumentException.class, () -> counter.count(map, broken));
    assertEquals("separation NaN at row 1, column 1: expected a finite number", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> new CellCounter(COMPONENTS).count(map, map));
    assertEquals(
        "separation components: expected one that makes use of a separation map", e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("options")
  void whatIsNoProbabilityIsNamed(CountOptions options) {
    CellCounter counter = new CellCounter(options);
    for (float value : new float[] {Float.NaN, -0.5f, 1.5f, Float.POSITIVE_INFINITY}) {
      GrayImage map = GrayImage.zeros(3, 4);
      map.pixels()[6] = value;
      String message = "probability " + value + " at row 1, column 2: expected 0 to 1";
      for (Runnable counting :
          List.<Runnable>of(
              () -> counter.count(map), () -> counter.countOnly(map), () -> counter.count(map))) {
        assertEquals(
            message, assertThrows(IllegalArgumentException.class, counting::run).getMessage());
      }
    }
  }

  @Test
  void anyImgLib2ImageIsCounted() {
    BinaryImage mask = pair();
    byte[] bytes = new byte[mask.pixels().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (mask.pixels()[i] ? 1 : 0);
    }
    var image = ArrayImgs.unsignedBytes(bytes, 30, 20);
    CellCounter counter = new CellCounter(CountOptions.defaults());
    assertEquals(counter.count(mask.toGray()).labels(), counter.count(image).labels());
    assertEquals(2, counter.count(Views.rotate(image, 0, 1)).count());
    assertEquals(
        1, counter.count(Views.interval(image, new long[] {0, 0}, new long[] {12, 19})).count());
    var volume = ArrayImgs.unsignedBytes(2, 2, 2);
    var e = assertThrows(IllegalArgumentException.class, () -> counter.count(volume));
    assertEquals("number of dimensions 3: expected 2", e.getMessage());
    assertEquals(UnsignedByteType.class, image.getType().getClass());
  }

  @Test
  void moreCellsThanSixteenBitsHold() {
    int size = 700;
    GrayImage map = GrayImage.zeros(size, size);
    for (int row = 1; row < size; row += 2) {
      for (int column = 1; column < size; column += 2) {
        map.pixels()[row * size + column] = 1;
      }
    }
    for (Separation separation : Separation.values()) {
      CountOptions options =
          CountOptions.defaults()
              .withSeparation(separation)
              .withSigma(0)
              .withMinDistance(1)
              .withMinArea(1);
      // Peaks in the last row and column are too near to the border to be taken.
      int expected = separation == Separation.DISTANCE_PEAKS ? 349 * 349 : 350 * 350;
      CountResult result = count(options, map);
      assertEquals(expected, result.count());
      assertEquals(expected, result.labels().count());
      assertEquals(expected, new CellCounter(options).countOnly(map));
    }
  }

  @Test
  void manyThreadsCountAsOneDoes() {
    List<GrayImage> maps =
        IntStream.range(0, 60)
            .mapToObj(
                i -> {
                  Random random = new Random(i);
                  BinaryImage mask =
                      Grids.discs(random, 20 + random.nextInt(80), 20 + random.nextInt(80), 5 + i);
                  return Grids.probability(random, mask);
                })
            .toList();
    for (Separation separation : Separation.values()) {
      CellCounter counter = new CellCounter(CountOptions.defaults().withSeparation(separation));
      List<LabelImage> alone = maps.stream().map(map -> counter.count(map).labels()).toList();
      List<LabelImage> together =
          maps.parallelStream().map(map -> counter.count(map).labels()).toList();
      assertEquals(alone, together);
    }
  }

  /** A comb whose back and teeth are one basin, with 6,000 ridges between the teeth. */
  @Test
  @Timeout(15)
  void oneBasinMayHaveAnyNumberOfNeighbours() {
    int height = 200;
    int width = 24_000;
    float[] heights = new float[height * width];
    float[] everywhere = new float[height * width];
    Arrays.fill(everywhere, 1);
    for (int i = 0; i < heights.length; i++) {
      int row = i / width;
      int column = i % width;
      if (row == height - 1) {
        heights[i] = 0.4f + 0.1f * column / width;
      } else if (row < height - 2 && column % 4 == 1) {
        heights[i] = 0.8f + 0.1f * row / height;
      } else if (column % 4 == 3) {
        heights[i] = 0.3f + 0.1f * row / height;
      }
    }
    CountOptions options = CountOptions.hMaxima().withSigma(0).withH(0.1).withMinArea(1);
    GrayImage map = new GrayImage(height, width, heights);
    GrayImage foreground = new GrayImage(height, width, everywhere);
    assertEquals(1 + width / 4, new CellCounter(options).count(foreground, map).count());
  }
}
