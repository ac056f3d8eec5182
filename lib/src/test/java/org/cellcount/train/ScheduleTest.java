package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void warmsUpThenFallsToZero() {
    assertEquals(0.5, Schedule.cosine(0.025), 1e-12);
    assertEquals(1, Schedule.cosine(0.05), 1e-12);
    assertEquals(0.5, Schedule.cosine(0.525), 1e-12);
    assertEquals(0, Schedule.cosine(1), 1e-12);
    assertTrue(Schedule.cosine(0) > 0, "the first step must move");
  }

  @Test
  void whatARateOfZeroHasSettledIsKept() {
    History history = new History(List.of(epoch(1, 0.5), epoch(2, 0.2), epoch(3, 0.3)), 3);
    assertEquals(2, Schedule.PLATEAU.kept(history).epoch());
    assertEquals(3, Schedule.COSINE.kept(history).epoch());
    for (Schedule schedule : Schedule.values()) {
      var e =
          assertThrows(IllegalStateException.class, () -> schedule.kept(new History(List.of(), 3)));
      assertEquals("no epoch is done yet", e.getMessage());
    }
  }

  private static History.Epoch epoch(int number, double validationLoss) {
    return new History.Epoch(number, 1e-3, 1, validationLoss, 1, 1, 1, 0, 0, 1, 0, 0);
  }

  @Test
  void anUnknownNameListsTheValidOnes() {
    var e = assertThrows(IllegalArgumentException.class, () -> Schedule.of("step"));
    assertEquals("unknown schedule 'step', expected one of plateau, cosine", e.getMessage());
  }
}
