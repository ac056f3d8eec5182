package org.cellcount.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossedMeanTest {
  @Test
  void ofOneSeedIsStudentsIntervalOverGroups() {
    // Values 1, 2, 3, 6: mean 3, standard deviation 2.1602, Student's t of 3 degrees 3.1824.
    CrossedMean mean = CrossedMean.of(new double[][] {{1, 2, 3, 6}}, 1, 1, 1, 1);
    assertEquals(3, mean.mean(), 1e-12);
    assertEquals(3 - 3.1824 * 2.1602 / 2, mean.interval().low(), 1e-3);
    assertEquals(3 + 3.1824 * 2.1602 / 2, mean.interval().high(), 1e-3);
    assertFalse(mean.isSure());
  }

  @Test
  void groupsCountByTheirImages() {
    CrossedMean mean = CrossedMean.of(new double[][] {{6, 1}}, 3, 1);
    assertEquals(7 / 4.0, mean.mean(), 1e-12);
    // Both groups are 0.75 away from their share of the mean; two groups double the variance.
    double error = Math.sqrt(2 * (0.75 * 0.75 + 0.75 * 0.75) / 16);
    assertEquals(7 / 4.0 + 12.7062 * error, mean.interval().high(), 1e-3);
  }

  @Test
  void seedsThatAgreeAreNoNewImages() {
    double[] seed = {1, 2, 3, 6};
    CrossedMean one = CrossedMean.of(new double[][] {seed}, 1, 1, 1, 1);
    CrossedMean three = CrossedMean.of(new double[][] {seed, seed, seed}, 1, 1, 1, 1);
    assertEquals(one.interval().low(), three.interval().low(), 1e-9);
  }

  @Test
  void seedsThatDisagreeWidenTheInterval() {
    double[][] same = {{5, 5, 6, 6}, {5, 5, 6, 6}, {5, 5, 6, 6}};
    double[][] other = {{4, 4, 5, 5}, {5, 5, 6, 6}, {6, 6, 7, 7}};
    CrossedMean narrow = CrossedMean.of(same, 1, 1, 1, 1);
    CrossedMean wide = CrossedMean.of(other, 1, 1, 1, 1);
    assertEquals(narrow.mean(), wide.mean(), 1e-12);
    assertTrue(wide.interval().high() > narrow.interval().high() + 1);
  }

  @Test
  void aConstantIsSure() {
    CrossedMean mean = CrossedMean.of(new double[][] {{2, 4}, {2, 4}}, 1, 2);
    assertEquals(new Interval(2, 2), mean.interval());
    assertTrue(mean.isSure());
    assertFalse(CrossedMean.of(new double[][] {{0, 0}, {0, 0}}, 1, 2).isSure());
    assertFalse(CrossedMean.of(new double[][] {{2, 4}}, 1, 2).isSure(), "of one seed");
  }

  /** Images, seeds and their combination each move a value at random; how often is the truth in? */
  private static double coverage(int seeds, double ofImages, double ofSeeds, double ofBoth) {
    Random random = new Random(1);
    int[] sizes = new int[30];
    Arrays.setAll(sizes, g -> 1 + g % 5);
    int in = 0;
    int trials = 1000;
    for (int trial = 0; trial < trials; trial++) {
      double[] images = random.doubles(sizes.length, -1, 1).map(v -> v * ofImages).toArray();
      double[][] sums = new double[seeds][sizes.length];
      for (double[] seed : sums) {
        double shift = random.nextGaussian() * ofSeeds;
        Arrays.setAll(seed, g -> sizes[g] * (images[g] + shift + random.nextGaussian() * ofBoth));
      }
      Interval interval = CrossedMean.of(sums, sizes).interval();
      in += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
    }
    return (double) in / trials;
  }

  @Test
  void theTruthIsInsideAsOftenAsPromised() {
    assertEquals(0.95, coverage(3, 1, 0.3, 0.3), 0.035);
    assertEquals(0.95, coverage(3, 0.1, 0.5, 0.3), 0.035);
    assertEquals(0.95, coverage(5, 1, 0.1, 1), 0.035);
    assertEquals(0.95, coverage(3, 0, 0, 1), 0.035);
  }

  private static void refused(String message, double[][] sums, int... sizes) {
    var e = assertThrows(IllegalArgumentException.class, () -> CrossedMean.of(sums, sizes));
    assertEquals(message, e.getMessage());
  }

  @Test
  void whatTellsNothingIsRefused() {
    refused("number of seeds 0: expected 1 or more", new double[0][], 1, 1);
    refused("number of groups 1: expected 2 or more", new double[][] {{1}}, 1);
    refused("images of a group 0: expected 1 or more", new double[][] {{1, 0}}, 1, 0);
    refused("number of sums 1: expected 2, one for each group", new double[][] {{1, 2}, {1}}, 1, 1);
  }
}
