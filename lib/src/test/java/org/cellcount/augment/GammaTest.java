package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GammaTest {
  private static float[] ramp() {
    float[] ramp = new float[257];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i / 256f;
    }
    return ramp;
  }

  @Test
  void everyPixelIsRaisedToOnePowerWithinTheBounds() {
    double lowest = 9;
    double highest = 0;
    for (int seed = 0; seed < 50; seed++) {
      float[] ramp = ramp();
      new Gamma(1.5).change(ramp, new SplittableRandom(seed));
      double power = Math.log(ramp[128]) / Math.log(0.5);
      for (int i = 8; i < ramp.length; i++) {
        assertEquals(Math.pow(i / 256.0, power), ramp[i], 1e-4);
      }
      assertEquals(0, ramp[0]);
      assertEquals(1, ramp[256]);
      lowest = Math.min(lowest, power);
      highest = Math.max(highest, power);
    }
    assertTrue(lowest > 1 / 1.51 && lowest < 0.75, "lowest power " + lowest);
    assertTrue(highest < 1.51 && highest > 1.35, "highest power " + highest);
  }

  @Test
  void boundsAreChecked() {
    var e = assertThrows(IllegalArgumentException.class, () -> new Gamma(0.5));
    assertEquals("largest 0.5: expected 1 to 4", e.getMessage());
  }
}
