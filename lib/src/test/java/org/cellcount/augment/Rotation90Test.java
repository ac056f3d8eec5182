package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class Rotation90Test {
  private static CellSample turned(int quarterTurns) {
    CellSample sample = Samples.small();
    for (int i = 0; i < quarterTurns; i++) {
      sample = Orientation.QUARTER_TURN.apply(sample);
    }
    return sample;
  }

  @Test
  void aQuarterTurnIsCounterClockwiseAndSwapsTheSizes() {
    CellSample turned = turned(1);
    assertEquals(Samples.gray(new float[][] {{.3f, .6f}, {.2f, .5f}, {.1f, .4f}}), turned.image());
    assertEquals(Samples.gray(new float[][] {{1, 1}, {0, 1}, {0, .5f}}), turned.mask());
    assertArrayEquals(new int[] {7, 7, 0, 9, 0, 9}, turned.labels().orElseThrow().labels());
    assertEquals(3, turned.labels().orElseThrow().height());
  }

  @Test
  void aHalfTurnReversesBothAxes() {
    CellSample turned = turned(2);
    assertEquals(Samples.gray(new float[][] {{.6f, .5f, .4f}, {.3f, .2f, .1f}}), turned.image());
    assertArrayEquals(new int[] {7, 9, 9, 7, 0, 0}, turned.labels().orElseThrow().labels());
  }

  @Test
  void threeQuarterTurnsAreOneClockwise() {
    assertEquals(
        Samples.gray(new float[][] {{.4f, .1f}, {.5f, .2f}, {.6f, .3f}}), turned(3).image());
    assertEquals(Samples.small(), turned(4));
  }

  @Test
  void allFourOrientationsAreEquallyLikely() {
    SplittableRandom random = new SplittableRandom(5);
    Map<GrayImage, Integer> seen = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      seen.merge(new Rotation90().apply(Samples.small(), random).image(), 1, Integer::sum);
    }
    assertEquals(4, seen.size());
    seen.values().forEach(times -> assertEquals(2_500, times, 200));
  }
}
