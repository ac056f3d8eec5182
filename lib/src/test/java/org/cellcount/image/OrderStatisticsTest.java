package org.cellcount.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {
  @Test
  void quantilesByHand() {
    OrderStatistics order = new OrderStatistics(new float[] {40, 10, 30, 20, 50});
    assertEquals(10, order.quantile(0));
    assertEquals(30, order.quantile(0.5));
    assertEquals(25, order.quantile(0.375));
    assertEquals(48, order.quantile(0.95), 1e-5);
    assertEquals(50, order.quantile(1));
  }

  @Test
  void oneValueIsEveryQuantile() {
    OrderStatistics order = new OrderStatistics(new float[] {3});
    assertEquals(3, order.quantile(0));
    assertEquals(3, order.quantile(0.99));
  }

  @Test
  void quantilesInAnyOrderEqualThoseOfSorting() {
    Random random = new Random(2);
    for (int trial = 0; trial < 300; trial++) {
      float[] values = new float[1 + random.nextInt(50)];
      for (int i = 0; i < values.length; i++) {
        // Few different values: ties are the rule in 8-bit images.
        values[i] = random.nextInt(8) - 2;
      }
      float[] before = values.clone();
      float[] sorted = values.clone();
      Arrays.sort(sorted);
      OrderStatistics order = new OrderStatistics(values);
      for (double share : new double[] {0.998, 0.01, 0.5, 0, 1, 0.3}) {
        double position = share * (values.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, values.length - 1);
        double expected = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        assertEquals(expected, order.quantile(share), 1e-6);
      }
      assertArrayEquals(before, values);
    }
  }

  @Test
  void orderedValuesTakeNoLonger() {
    float[] ramp = new float[1 << 20];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i;
    }
    assertEquals((ramp.length - 1) / 2f, new OrderStatistics(ramp).quantile(0.5));
    Arrays.fill(ramp, 1);
    assertEquals(1, new OrderStatistics(ramp).quantile(0.5));
  }

  @Test
  void nanIsRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new OrderStatistics(new float[] {0, Float.NaN}));
    assertEquals("image value NaN: expected a number", e.getMessage());
  }
}
