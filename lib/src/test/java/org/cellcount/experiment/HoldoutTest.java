package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.data.CellDataset;
import org.cellcount.train.TestCells;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class HoldoutTest {
  private static final CellDataset DATA = TestCells.discs(60, 1);
  private static final CellDataset GROUPED =
      DATA.withGroups(IntStream.range(0, 60).map(i -> i * i % 17).toArray());

  private static Set<Integer> groups(CellDataset data) {
    return IntStream.range(0, data.size()).mapToObj(data::group).collect(Collectors.toSet());
  }

  @RepeatedTest(20)
  void noGroupIsInTwoParts(RepetitionInfo repetition) {
    Holdout holdout = Holdout.of(GROUPED, repetition.getCurrentRepetition());
    List<CellDataset> parts =
        List.of(holdout.learning().training(), holdout.learning().validation(), holdout.test());
    Set<Integer> seen = new HashSet<>();
    int images = 0;
    for (CellDataset part : parts) {
      assertTrue(part.size() > 0);
      assertTrue(Collections.disjoint(seen, groups(part)), "shared groups");
      seen.addAll(groups(part));
      images += part.size();
    }
    assertEquals(60, images);
  }

  @Test
  void theTestGetsAFifthAndValidationASeventhOfTheRest() {
    Holdout holdout = Holdout.of(DATA, 3);
    assertEquals(12, holdout.test().size());
    assertEquals(7, holdout.learning().validation().size());
    assertEquals("41 images to train on, 7 to validate on, 12 to test on", holdout.toString());
  }
}
