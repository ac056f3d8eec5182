package org.cellcount.count;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.InstanceScores;
import org.cellcount.testing.Fixture;
import org.junit.jupiter.api.Test;

/**
 * The public pipeline, run by its own code on SciPy and scikit-image: 48 probability maps of
 * 128x128 and what each step makes of them.
 */
class CountingReferenceTest {
  private static final int MAPS = 48;
  private static final int SIZE = 128;
  private static final int PIXELS = SIZE * SIZE;

  private final Fixture fixture = new Fixture("counting");
  private final float[] probabilities = fixture.values("probability");
  private final Map<String, float[]> masks = new HashMap<>();

  private GrayImage probability(int map) {
    return new GrayImage(SIZE, SIZE, part(probabilities, map));
  }

  private static float[] part(float[] stack, int map) {
    return Arrays.copyOfRange(stack, map * PIXELS, (map + 1) * PIXELS);
  }

  private BinaryImage mask(String name, int map) {
    float[] stack = masks.computeIfAbsent(name, fixture::values);
    return new GrayImage(SIZE, SIZE, part(stack, map)).above(0);
  }

  private void assertEqualMasks(String from, String to, Function<BinaryImage, BinaryImage> step) {
    for (int map = 0; map < MAPS; map++) {
      assertEquals(mask(to, map), step.apply(mask(from, map)), to + " of map " + map);
    }
  }

  private void assertEqualCounts(String name, Function<GrayImage, Integer> count) {
    float[] expected = fixture.values(name);
    for (int map = 0; map < MAPS; map++) {
      assertEquals(expected[map], (float) count.apply(probability(map)), name + " of map " + map);
    }
  }

  @Test
  void everyExactStepIsEqual() {
    for (int map = 0; map < MAPS; map++) {
      assertEquals(mask("binary", map), probability(map).above(0.5));
    }
    assertEqualMasks("binary", "opened", mask -> Morphology.open(mask, 1));
    assertEqualMasks("opened", "closed", mask -> Morphology.close(mask, 1));
    assertEqualMasks("closed", "filled", Holes::fill);
  }

  @Test
  void openingAndClosingThreeTimesIsOnce() {
    assertEqualMasks(
        "binary",
        "opened",
        mask -> Morphology.open(Morphology.open(Morphology.open(mask, 1), 1), 1));
    assertEqualMasks(
        "opened",
        "closed",
        mask -> Morphology.close(Morphology.close(Morphology.close(mask, 1), 1), 1));
  }

  @Test
  void distancesAreEqual() {
    float[] distances = fixture.values("distance");
    for (int map = 0; map < MAPS; map++) {
      assertArrayEquals(
          part(distances, map), DistanceTransform.euclidean(mask("filled", map)).pixels());
    }
  }

  @Test
  void componentsAreEqual() {
    for (Connectivity connectivity : Connectivity.values()) {
      float[] expected =
          fixture.values(connectivity == Connectivity.EIGHT ? "components8" : "components4");
      for (int map = 0; map < MAPS; map++) {
        assertEquals(expected[map], Components.label(mask("filled", map), connectivity).max());
      }
    }
  }

  @Test
  void thePublishedCountIsEqual() {
    CellCounter published = new CellCounter(CountOptions.readme());
    assertEqualCounts("count_plain", published::countOnly);
    assertEqualCounts("count_plain", map -> published.count(map).labels().count());
  }

  /** Where two peaks are equally high and too near each other, scikit-image takes any. */
  @Test
  void thePublishedWatershedCountIsEqual() {
    CellCounter watershed = new CellCounter(CountOptions.readmeWatershed());
    float[] expected = fixture.values("count_watershed");
    int equal = 0;
    for (int map = 0; map < MAPS; map++) {
      equal += watershed.countOnly(probability(map)) == expected[map] ? 1 : 0;
    }
    assertTrue(equal >= 47, equal + " of 48 counts are equal");
  }

  @Test
  void theWatershedFindsTheSameCells() {
    float[] stack = fixture.values("labels_watershed");
    List<InstanceScores> scores = new ArrayList<>();
    for (int map = 0; map < MAPS; map++) {
      BinaryImage mask = mask("filled", map);
      GrayImage distance = DistanceTransform.euclidean(mask);
      LabelImage cells = Watershed.flood(distance, Maxima.peaks(distance, mask, 5), mask);
      int[] expected = new int[PIXELS];
      for (int i = 0; i < PIXELS; i++) {
        expected[i] = (int) stack[map * PIXELS + i];
      }
      scores.add(InstanceScores.of(cells, new LabelImage(SIZE, SIZE, expected)));
    }
    InstanceScores all = InstanceScores.sum(scores);
    assertEquals(659, all.truth());
    assertTrue(all.matched(1) >= 640, all.matched(1) + " of 659 cells are equal, pixel by pixel");
  }
}
