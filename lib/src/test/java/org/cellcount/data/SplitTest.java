package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class SplitTest {
  @Test
  void noGroupIsCutAndNoImageIsLost() {
    Random random = new Random(3);
    int[] groups = random.ints(200, 0, 37).toArray();
    for (long seed = 0; seed < 20; seed++) {
      Split split = dataset(groups).split(0.2, seed);
      assertTrue(Collections.disjoint(groups(split.training()), groups(split.validation())));
      assertEquals(160, split.training().size());
      assertEquals(40, split.validation().size());
    }
  }

  @Test
  void nearestSizeThatWholeGroupsAllow() {
    // Groups of 7, 5 and 3 images; of 15 images, 40 % are 6: 5 and 7 are equally near.
    int[] groups = {1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3};
    assertEquals(5, dataset(groups).split(0.4, 1).validation().size());
    assertEquals(3, dataset(groups).split(0.01, 1).validation().size());
    assertEquals(12, dataset(groups).split(0.99, 1).validation().size());
    assertEquals(8, dataset(groups).split(0.55, 1).validation().size());
  }

  @Test
  void everySubsetSumIsFound() {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      int[] sizes = random.ints(2 + random.nextInt(6), 1, 9).toArray();
      int[] groups =
          IntStream.range(0, sizes.length)
              .flatMap(g -> IntStream.generate(() -> g).limit(sizes[g]))
              .toArray();
      double share = 0.05 + 0.9 * random.nextDouble();
      int found = dataset(groups).split(share, trial).validation().size();
      long wanted = Math.max(1, Math.min(groups.length - 1, Math.round(share * groups.length)));
      assertEquals(nearest(sizes, wanted), Math.abs(found - wanted), "trial " + trial);
    }
  }

  @Test
  void seedDecides() {
    CellDataset dataset = dataset(IntStream.range(0, 100).toArray());
    assertEquals(
        groups(dataset.split(0.2, 42).validation()), groups(dataset.split(0.2, 42).validation()));
    assertNotEquals(
        groups(dataset.split(0.2, 42).validation()), groups(dataset.split(0.2, 43).validation()));
  }

  @Test
  void partsAreNamed() {
    Split split = dataset(1, 2).split(0.5, 1);
    assertEquals("set (training)", split.training().name());
    assertEquals("set (validation)", split.validation().name());
  }

  @Test
  void oneGroupCannotBeSplit() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> dataset(7, 7, 7).split(0.2, 1));
    assertEquals(
        "set cannot be split: its 3 images are all of group 7, and a group is never cut",
        e.getMessage());
  }

  @Test
  void shareOutOfRange() {
    for (double share : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> dataset(1, 2).split(share, 1));
      assertEquals("validation share " + share + ", expected above 0 and below 1", e.getMessage());
    }
  }

  private static CellDataset dataset(int... groups) {
    List<GrayImage> images =
        IntStream.range(0, groups.length).mapToObj(i -> GrayImage.zeros(1, 1)).toList();
    return CellDataset.of("set", images, images).withGroups(groups);
  }

  private static Set<Integer> groups(CellDataset dataset) {
    Set<Integer> groups = new TreeSet<>();
    IntStream.range(0, dataset.size()).map(dataset::group).forEach(groups::add);
    return groups;
  }

  private static long nearest(int[] sizes, long wanted) {
    long best = Long.MAX_VALUE;
    for (int subset = 1; subset < (1 << sizes.length) - 1; subset++) {
      int sum = 0;
      for (int g = 0; g < sizes.length; g++) {
        sum += (subset >> g & 1) * sizes[g];
      }
      best = Math.min(best, Math.abs(sum - wanted));
    }
    return best;
  }
}
