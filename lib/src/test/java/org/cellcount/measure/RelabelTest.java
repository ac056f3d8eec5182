package org.cellcount.measure;

import static org.cellcount.testing.Grids.labels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.Arrays;
import java.util.Random;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class RelabelTest {
  @Test
  void closesGapsInTheOrderOfTheLabels() {
    LabelImage gaps = labels("7.3", "b37");
    assertEquals(labels("2.1", "312"), Relabel.consecutive(gaps));
    assertArrayEquals(new int[] {3, 7, 11}, Relabel.distinct(gaps));
  }

  @Test
  void theLargestLabelsFit() {
    int largest = Integer.MAX_VALUE;
    LabelImage huge = new LabelImage(1, 4, new int[] {largest, 0, 5, largest});
    assertEquals(labels("2.12"), Relabel.consecutive(huge));
    assertArrayEquals(new int[] {5, largest}, Relabel.distinct(huge));
  }

  @Test
  void withoutGapsItIsACopy() {
    LabelImage labels = labels("12.", "3.1");
    LabelImage same = Relabel.consecutive(labels);
    assertEquals(labels, same);
    assertNotSame(labels.labels(), same.labels());
    assertEquals(labels("..."), Relabel.consecutive(labels("...")));
    assertEquals(0, Relabel.distinct(labels(".")).length);
  }

  @Test
  void smallAndLargeLabelsGiveTheSame() {
    Random random = new Random(1);
    for (int trial = 0; trial < 100; trial++) {
      LabelImage labels = Grids.randomLabels(random, 6, 7, 1 + random.nextInt(60));
      int[] far = Arrays.stream(labels.labels()).map(n -> 1_000_003 * n).toArray();
      LabelImage before = new LabelImage(6, 7, labels.labels().clone());
      assertEquals(Relabel.consecutive(labels), Relabel.consecutive(new LabelImage(6, 7, far)));
      assertEquals(before, labels);
    }
  }
}
