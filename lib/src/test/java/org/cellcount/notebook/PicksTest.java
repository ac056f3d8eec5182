package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PicksTest {
  @Test
  void randomPicksDifferAndRepeatWithTheirSeed() {
    int[] picks = Picks.random(50, 12, 3);
    assertEquals(12, Arrays.stream(picks).distinct().filter(i -> i >= 0 && i < 50).count());
    assertArrayEquals(picks, Picks.random(50, 12, 3));
    assertEquals(5, Picks.random(5, 12, 3).length);
  }

  @Test
  void theLargestComeFirst() {
    assertArrayEquals(new int[] {1, 3, 0}, Picks.largest(new int[] {2, 9, -4, 9}, 3));
    assertArrayEquals(new int[] {2, 0}, Picks.largest(new double[] {0.5, 0.1, 0.7}, 2));
    assertArrayEquals(new int[] {0}, Picks.largest(new int[] {1}, 7));
  }

  @Test
  void differencesCountEitherWay() {
    assertArrayEquals(
        new int[] {2, 0}, Picks.mostDifferent(new int[] {4, 5, 1}, new int[] {2, 5, 6}, 2));
    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> Picks.mostDifferent(new int[3], new int[2], 1));
    assertEquals("number of others 2: expected 3", error.getMessage());
  }
}
