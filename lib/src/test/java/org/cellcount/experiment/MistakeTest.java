package org.cellcount.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.Separation;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class MistakeTest {
  private static final CellCounter COMPONENTS =
      new CellCounter(CountOptions.defaults().withSeparation(Separation.COMPONENTS));

  /** 5 x 9 pixels: cells 1 and 2 touch, 3 stands alone. */
  private static LabelImage cells() {
    int[] labels = new int[5 * 9];
    for (int row = 0; row < 3; row++) {
      labels[row * 9] = 1;
      labels[row * 9 + 1] = 1;
      labels[row * 9 + 2] = 2;
      labels[row * 9 + 3] = 2;
      labels[row * 9 + 7] = 3;
    }
    return new LabelImage(5, 9, labels);
  }

  @Test
  void aMissedCellIsMissedAndNothingElse() {
    Mistake missed = Mistake.missedCell(cells(), 3);
    assertEquals(3, missed.where().area());
    assertTrue(missed.where().get(0, 7));
    assertEquals(0.05f, missed.probability().get(0, 7));
    assertEquals(0.95f, missed.corrected().get(0, 7));
    assertEquals(0.95f, missed.probability().get(0, 0));
  }

  @Test
  void aMergedPairFillsTheGap() {
    Mistake merged = Mistake.mergedPair(cells());
    assertEquals(0.95f, merged.probability().get(1, 1));
    assertEquals(0.05f, merged.corrected().get(1, 1));
    assertEquals(6, merged.where().area());
  }

  @Test
  void theExamplesCostTheCountOneOneAndNothing() {
    List<Mistake> examples = Mistake.examples();
    assertEquals(4, COMPONENTS.countOnly(examples.get(0).corrected()));
    assertEquals(3, COMPONENTS.countOnly(examples.get(0).probability()));
    assertEquals(3, COMPONENTS.countOnly(examples.get(1).probability()));
    assertEquals(4, COMPONENTS.countOnly(examples.get(2).probability()));
  }

  @Test
  void whatIsNotThereCannotBeMistaken() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Mistake.missedCell(cells(), 8))
            .getMessage();
    assertEquals("no cell has the label 8", message);
    LabelImage lonely = new LabelImage(1, 3, new int[] {1, 0, 0});
    message =
        assertThrows(IllegalArgumentException.class, () -> Mistake.mergedPair(lonely)).getMessage();
    assertEquals("no cells touch: there is no pair to merge", message);
  }
}
