package org.cellcount.count;

import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.cellcount.image.BinaryImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class HolesTest {
  @Test
  void fillsWhatIsEnclosed() {
    assertEquals(
        mask("####.", "####.", "####.", "....."),
        Holes.fill(mask("####.", "#..#.", "####.", ".....")));
  }

  @Test
  void aDiagonalGapIsNoWayOut() {
    assertEquals(mask(".#.", "###", ".#."), Holes.fill(mask(".#.", "#.#", ".#.")));
  }

  @Test
  void aGapAtTheBorderIsNoHole() {
    BinaryImage bay = mask("#.#", "#.#", "###");
    assertEquals(bay, Holes.fill(bay));
  }

  @Test
  void everySizeWorks() {
    for (String row : new String[] {"#", ".", "#.#", "...", "###"}) {
      assertEquals(mask(row), Holes.fill(mask(row)));
      String[] column = row.split("");
      assertEquals(mask(column), Holes.fill(mask(column)));
    }
    assertEquals(mask("...", "..."), Holes.fill(mask("...", "...")));
    assertEquals(mask("###", "###"), Holes.fill(mask("###", "###")));
  }

  @Test
  void agreesWithFloodingFromTheBorder() {
    Random random = new Random(1);
    for (int trial = 0; trial < 300; trial++) {
      BinaryImage mask =
          Grids.random(random, 1 + random.nextInt(12), 1 + random.nextInt(12), random.nextDouble());
      BinaryImage before = new BinaryImage(mask.height(), mask.width(), mask.pixels().clone());
      assertEquals(flooded(mask), Holes.fill(mask));
      assertEquals(before, mask);
    }
  }

  private static BinaryImage flooded(BinaryImage mask) {
    boolean[] filled = new boolean[mask.pixels().length];
    Arrays.fill(filled, true);
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < filled.length; i++) {
        if (filled[i] && !mask.pixels()[i] && reached(mask, filled, i)) {
          filled[i] = false;
          changed = true;
        }
      }
    }
    return new BinaryImage(mask.height(), mask.width(), filled);
  }

  /** Whether a pixel lies at the border or beside one that the flood has come to. */
  private static boolean reached(BinaryImage mask, boolean[] filled, int i) {
    int row = i / mask.width();
    int column = i % mask.width();
    return row == 0
        || column == 0
        || row == mask.height() - 1
        || column == mask.width() - 1
        || !filled[i - 1]
        || !filled[i + 1]
        || !filled[i - mask.width()]
        || !filled[i + mask.width()];
  }
}
