package org.cellcount.count;

import static org.cellcount.testing.Grids.labels;
import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Random;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class ComponentsTest {
  @Test
  void diagonalNeighboursHangTogetherByEightOnly() {
    BinaryImage mask = mask("#..#", ".##.", "#..#");
    assertEquals(labels("1..2", ".33.", "4..5"), Components.label(mask, Connectivity.FOUR));
    assertEquals(labels("1..1", ".11.", "1..1"), Components.label(mask, Connectivity.EIGHT));
  }

  @Test
  void armsThatMeetLaterAreOne() {
    BinaryImage mask = mask("#.#.#", "#.#.#", "###.#", "....#", "#####");
    assertEquals(
        labels("1.1.2", "1.1.2", "111.2", "....2", "22222"),
        Components.label(mask, Connectivity.FOUR));
  }

  @Test
  void everySizeWorks() {
    for (Connectivity connectivity : Connectivity.values()) {
      assertEquals(labels("1"), Components.label(mask("#"), connectivity));
      assertEquals(labels("."), Components.label(mask("."), connectivity));
      assertEquals(labels("11.2"), Components.label(mask("##.#"), connectivity));
      assertEquals(
          labels("1", "1", ".", "2"), Components.label(mask("#", "#", ".", "#"), connectivity));
      assertEquals(labels("111", "111"), Components.label(mask("###", "###"), connectivity));
      assertEquals(labels("...", "..."), Components.label(mask("...", "..."), connectivity));
    }
  }

  @Test
  void agreesWithFloodFilling() {
    Random random = new Random(1);
    for (int trial = 0; trial < 400; trial++) {
      int height = 1 + random.nextInt(12);
      int width = 1 + random.nextInt(12);
      BinaryImage mask = Grids.random(random, height, width, random.nextDouble());
      BinaryImage before = new BinaryImage(height, width, mask.pixels().clone());
      for (Connectivity connectivity : Connectivity.values()) {
        assertEquals(filled(mask, connectivity), Components.label(mask, connectivity));
      }
      assertEquals(before, mask);
    }
  }

  /** Fills components one after the other, in the order of their first pixels. */
  private static LabelImage filled(BinaryImage mask, Connectivity connectivity) {
    int[] labels = new int[mask.pixels().length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (mask.pixels()[i] && labels[i] == 0) {
        fill(mask, connectivity, labels, i, ++count);
      }
    }
    return new LabelImage(mask.height(), mask.width(), labels);
  }

  private static void fill(
      BinaryImage mask, Connectivity connectivity, int[] labels, int start, int label) {
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      int i = open.remove();
      if (labels[i] != 0) {
        continue;
      }
      labels[i] = label;
      int row = i / mask.width();
      int column = i % mask.width();
      for (int r = Math.max(0, row - 1); r <= Math.min(mask.height() - 1, row + 1); r++) {
        for (int c = Math.max(0, column - 1); c <= Math.min(mask.width() - 1, column + 1); c++) {
          boolean near = connectivity == Connectivity.EIGHT || r == row || c == column;
          if (near && mask.get(r, c)) {
            open.add(r * mask.width() + c);
          }
        }
      }
    }
  }
}
