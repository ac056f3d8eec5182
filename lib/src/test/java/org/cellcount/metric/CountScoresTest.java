package org.cellcount.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CountScoresTest {
  @Test
  void byHand() {
    CountScores scores = CountScores.of(new int[] {5, 0, 9, 3}, new int[] {3, 1, 9, 8});
    assertEquals(new CountScores(4, 2, -1, 0.25), scores);
  }

  @Test
  void errorsOfOppositeSignCancelInTheBiasOnly() {
    assertEquals(new CountScores(2, 3, 0, 0), CountScores.of(new int[] {7, 1}, new int[] {4, 4}));
  }

  @Test
  void identicalCountsAreExact() {
    int[] counts = {0, 4, 28};
    assertEquals(new CountScores(3, 0, 0, 1), CountScores.of(counts, counts));
    assertEquals(new CountScores(1, 0, 0, 1), CountScores.of(new int[1], new int[1]));
  }

  @Test
  void largeCountsDoNotOverflow() {
    int most = Integer.MAX_VALUE;
    CountScores scores = CountScores.of(new int[] {most, most, most}, new int[] {0, 0, -most});
    assertEquals(4.0 * most / 3, scores.mae());
    assertEquals(4.0 * most / 3, scores.bias());
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> CountScores.of(new int[2], new int[3]));
    assertEquals(
        "number of predicted counts 2: expected 3, as there are true ones", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> CountScores.of(new int[0], new int[0]));
    assertEquals("number of true counts 0: expected 1 or more", e.getMessage());
  }
}
