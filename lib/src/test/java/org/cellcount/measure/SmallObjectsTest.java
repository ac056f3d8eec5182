package org.cellcount.measure;

import static org.cellcount.testing.Grids.labels;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;

class SmallObjectsTest {
  private final LabelImage cells = labels("112.4", "13444", "..555");

  @Test
  void keepsWhatIsLargeEnough() {
    assertEquals(labels("11..2", "1.222", "..333"), SmallObjects.remove(cells, 3));
    assertEquals(labels("....1", "..111", "....."), SmallObjects.remove(cells, 4));
    assertEquals(labels(".....", ".....", "....."), SmallObjects.remove(cells, 5));
  }

  @Test
  void withoutAMinimumAllAreKept() {
    for (int minimum = 0; minimum < 2; minimum++) {
      assertEquals(cells, SmallObjects.remove(cells, minimum));
    }
  }

  @Test
  void leavesItsInputAlone() {
    LabelImage before = new LabelImage(3, 5, cells.labels().clone());
    SmallObjects.remove(cells, 4);
    assertEquals(before, cells);
  }

  @Test
  void labelsMayHaveGapsOfAnySize() {
    LabelImage gaps = new LabelImage(1, 5, new int[] {Integer.MAX_VALUE, 9, 9, 0, 100});
    assertEquals(labels("311.2"), SmallObjects.remove(gaps, 1));
    assertEquals(labels(".11.."), SmallObjects.remove(gaps, 2));
  }
}
