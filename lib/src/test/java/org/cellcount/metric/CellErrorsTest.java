package org.cellcount.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class CellErrorsTest {
  private static LabelImage row(int... labels) {
    return new LabelImage(1, labels.length, labels);
  }

  @Test
  void namesTheCellsByTheirOwnLabels() {
    LabelImage truth = row(5, 5, 7, 7, 0, 9, 9, 9, 9, 0, 3, 3, 0, 0, 2, 2);
    LabelImage found = row(4, 4, 4, 4, 0, 8, 8, 6, 6, 0, 0, 0, 0, 11, 20, 20);
    CellErrors errors = CellErrors.of(found, truth);
    assertEquals(Set.of(4), errors.merged());
    assertEquals(Set.of(8, 6), errors.parts());
    assertEquals(Set.of(11), errors.extra());
    assertEquals(Set.of(3), errors.missed());
  }

  @Test
  void findsNoneWhereLabelsAgree() {
    CellErrors none = new CellErrors(Set.of(), Set.of(), Set.of(), Set.of());
    assertEquals(none, CellErrors.of(row(0, 1, 1, 0, 2), row(0, 30, 30, 0, 10)));
    assertEquals(none, CellErrors.of(row(0, 0), row(0, 0)));
  }

  @Test
  void countsAsTheScoresDo() {
    LabelImage truth = row(1, 1, 2, 2, 3, 3, 0, 4, 4, 0, 5);
    LabelImage found = row(1, 1, 1, 1, 1, 1, 0, 0, 0, 6, 5);
    InstanceScores scores = InstanceScores.of(found, truth);
    CellErrors errors = CellErrors.of(found, truth);
    assertEquals(scores.missed(), errors.missed().size());
    assertEquals(scores.extra(), errors.extra().size());
    assertEquals(2, scores.merges());
    assertEquals(Set.of(1), errors.merged());
  }
}
