package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void anUnknownNameListsTheValidOnes() {
    var e = assertThrows(IllegalArgumentException.class, () -> Schedule.of("step"));
    assertEquals("unknown schedule 'step', expected one of plateau, cosine", e.getMessage());
  }
}
