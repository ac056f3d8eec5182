package org.cellcount.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static double[] normal(Random random, int size) {
    return IntStream.range(0, size).mapToDouble(i -> 5 + 2 * random.nextGaussian()).toArray();
  }

  private static int[] each(int size) {
    return IntStream.range(0, size).toArray();
  }

  /** The interval over images that have nothing to do with each other. */
  private static Interval alone(double[] values, long seed) {
    return Bootstrap.mean(values, each(values.length), seed);
  }

  private static boolean holds(Interval interval, double value) {
    return interval.low() <= value && value <= interval.high();
  }

  @Test
  void sameSeedSameInterval() {
    double[] values = normal(new Random(1), 50);
    assertEquals(alone(values, 7), alone(values, 7));
    assertNotEquals(alone(values, 7), alone(values, 8));
  }

  @Test
  void asWideAsTheNormalInterval() {
    Interval interval = alone(normal(new Random(2), 400), 1);
    double expected = 2 * 1.96 * 2 / Math.sqrt(400);
    assertEquals(expected, interval.high() - interval.low(), 0.12 * expected);
  }

  @Test
  void holdsTheTrueMeanNineteenTimesOfTwenty() {
    Random random = new Random(3);
    int held = 0;
    for (int trial = 0; trial < 300; trial++) {
      held += holds(alone(normal(random, 60), trial), 5) ? 1 : 0;
    }
    // Five standard deviations of a share of 0.95 in 300 trials are 0.063.
    assertTrue(held > 300 * 0.885 && held < 300, held + " of 300 intervals hold the mean");
  }

  @Test
  void groupsAreDrawnWhole() {
    Random random = new Random(4);
    int grouped = 0;
    int alone = 0;
    for (int trial = 0; trial < 200; trial++) {
      double[] values = new double[200];
      int[] groups = new int[200];
      for (int group = 0; group < 20; group++) {
        double shared = random.nextGaussian();
        for (int i = 10 * group; i < 10 * group + 10; i++) {
          values[i] = shared + 0.3 * random.nextGaussian();
          groups[i] = 1000 - 7 * group;
        }
      }
      grouped += holds(Bootstrap.mean(values, groups, trial), 0) ? 1 : 0;
      alone += holds(alone(values, trial), 0) ? 1 : 0;
    }
    assertTrue(grouped > 170, grouped + " of 200 hold the mean");
    assertTrue(alone < 120, alone + " of 200 hold the mean, though crops are not independent");
  }

  @Test
  void aConstantIsCertain() {
    double[] constant = new double[9];
    Arrays.fill(constant, 2.5);
    assertEquals(new Interval(2.5, 2.5), alone(constant, 1));
    assertEquals(new Interval(3, 3), alone(new double[] {3}, 1));
    assertEquals(new Interval(4, 4), Bootstrap.mean(new double[] {3, 5}, new int[] {8, 8}, 1));
  }

  @Test
  void ratiosAreOfSums() {
    double[] merges = {1, 2, 4};
    double[] cells = {10, 20, 40};
    assertEquals(new Interval(0.1, 0.1), Bootstrap.ratio(merges, cells, each(3), 1));
    // Where all that was drawn has nothing to divide by, it is drawn again.
    Interval some = Bootstrap.ratio(new double[] {0, 1}, new double[] {0, 2}, each(2), 1);
    assertEquals(new Interval(0.5, 0.5), some);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> alone(new double[0], 1));
    assertEquals("number of values 0: expected 1 or more", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Bootstrap.ratio(new double[2], new double[3], new int[2], 1));
    assertEquals(
        "number of denominators and groups 3 and 2: expected as many as values, 2", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> Bootstrap.mean(new double[2], new int[1], 1));
    assertEquals(
        "number of denominators and groups 2 and 1: expected as many as values, 2", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Bootstrap.ratio(new double[1], new double[] {-1}, new int[1], 1));
    assertEquals("denominator -1.0: expected 0 or more", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Bootstrap.ratio(new double[1], new double[1], new int[1], 1));
    assertEquals("sum of denominators 0.0: expected above 0", e.getMessage());
  }

  @Test
  void intervalsKeepTheirOrder() {
    assertEquals("0.125 to 2.000", new Interval(0.125, 2).toString());
    var e = assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1));
    assertEquals("interval 2.0 to 1.0: expected low first", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 1));
  }
}
