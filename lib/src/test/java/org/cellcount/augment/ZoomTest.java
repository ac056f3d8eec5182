package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class ZoomTest {
  private static double share(LabelImage labels) {
    return labels.foreground().area() / (double) (labels.height() * labels.width());
  }

  @Test
  void enlargingDoublesTheDiameter() {
    CellSample sample = Samples.discs(96, 96);
    int largest = 0;
    for (int seed = 0; seed < 40; seed++) {
      LabelImage labels =
          new Zoom(1, 1, 2).apply(sample, new SplittableRandom(seed)).labels().orElseThrow();
      int[] areas = new int[7];
      for (int label : labels.labels()) {
        areas[label]++;
      }
      areas[0] = 0;
      for (int area : areas) {
        largest = Math.max(largest, area);
      }
    }
    int[] before = new int[7];
    for (int label : sample.labels().orElseThrow().labels()) {
      before[label]++;
    }
    double ratio = Math.sqrt(largest / (double) before[6]);
    assertTrue(ratio > 1.7 && ratio < 2.1, "diameters grew up to " + ratio + " times");
  }

  @Test
  void reducingKeepsTheShareOfForegroundAndEveryCell() {
    CellSample sample = Samples.discs(96, 96);
    double before = share(sample.labels().orElseThrow());
    double sum = 0;
    for (int seed = 0; seed < 40; seed++) {
      LabelImage labels =
          new Zoom(1, 0.5, 1).apply(sample, new SplittableRandom(seed)).labels().orElseThrow();
      assertEquals(6, labels.count());
      sum += share(labels) / 40;
    }
    assertEquals(before, sum, 0.15 * before);
  }

  @Test
  void imageMaskAndLabelsMoveTogether() {
    Set<Double> seen = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      CellSample after =
          new Zoom(1, 0.5, 2).apply(Samples.discs(48, 64), new SplittableRandom(seed));
      assertEquals(after.image(), after.mask());
      GrayImage mask = after.mask();
      int differ = 0;
      for (int i = 0; i < mask.pixels().length; i++) {
        boolean labelled = after.labels().orElseThrow().labels()[i] != 0;
        differ += mask.pixels()[i] > 0.5 == labelled ? 0 : 1;
      }
      assertTrue(
          differ < 0.04 * mask.pixels().length, differ + " pixels of mask and labels differ");
      seen.add(share(after.labels().orElseThrow()));
    }
    assertTrue(seen.size() > 10, "only " + seen.size() + " different results");
  }

  @Test
  void factorOneIsTheIdentityAndProbabilityZeroTheSameObject() {
    CellSample sample = Samples.discs(48, 64);
    assertEquals(sample, new Zoom(1, 1, 1).apply(sample, new SplittableRandom(3)));
    assertSame(sample, new Zoom(0, 0.5, 2).apply(sample, new SplittableRandom(3)));
  }

  @Test
  void boundsAreChecked() {
    var e = assertThrows(IllegalArgumentException.class, () -> new Zoom(1, 1.5, 2));
    assertEquals("smallest 1.5: expected 0.25 to 1", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new Zoom(1, 0.5, 0.9));
    assertEquals("largest 0.9: expected 1 to 4", e.getMessage());
  }
}
