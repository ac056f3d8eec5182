package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.junit.jupiter.api.Test;

class DefocusTest {
  private static double roughness(CellSample sample) {
    double sum = 0;
    for (int row = 0; row < sample.image().height(); row++) {
      for (int column = 1; column < sample.image().width(); column++) {
        double step = sample.image().get(row, column) - sample.image().get(row, column - 1);
        sum += step * step;
      }
    }
    return sum;
  }

  @Test
  void smoothsAndKeepsTheMean() {
    CellSample sample = Samples.discs(48, 64);
    double least = Double.POSITIVE_INFINITY;
    for (int seed = 0; seed < 20; seed++) {
      CellSample after = new Defocus(1, 3).apply(sample, new SplittableRandom(seed));
      assertTrue(roughness(after) <= roughness(sample) * 1.0001);
      least = Math.min(least, roughness(after));
      double before = 0;
      double mean = 0;
      for (int i = 0; i < after.image().pixels().length; i++) {
        before += sample.image().pixels()[i];
        mean += after.image().pixels()[i];
      }
      assertEquals(1, mean / before, 1e-3);
    }
    assertTrue(least < 0.5 * roughness(sample), "never much smoother");
  }

  @Test
  void boundsAreChecked() {
    var e = assertThrows(IllegalArgumentException.class, () -> new Defocus(1, 11));
    assertEquals("largest 11.0: expected 0 to 10", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new Defocus(2, 1));
    assertEquals("probability 2.0: expected 0 to 1", e.getMessage());
  }
}
