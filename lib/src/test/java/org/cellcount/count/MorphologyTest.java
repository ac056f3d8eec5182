package org.cellcount.count;

import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.cellcount.image.BinaryImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class MorphologyTest {
  @Test
  void theElementIsACross() {
    BinaryImage dot = mask(".....", ".....", "..#..", ".....", ".....");
    assertEquals(mask(".....", "..#..", ".###.", "..#..", "....."), Morphology.dilate(dot, 1));
    assertEquals(mask("..#..", ".###.", "#####", ".###.", "..#.."), Morphology.dilate(dot, 2));
    assertEquals(dot, Morphology.erode(Morphology.dilate(dot, 2), 2));
    assertEquals(
        mask(".....", ".....", ".....", ".....", "....."),
        Morphology.erode(mask(".....", ".###.", ".#.#.", ".###.", "....."), 1));
  }

  @Test
  void beyondTheBorderAllIsBackground() {
    assertEquals(mask("...", ".#.", "..."), Morphology.erode(mask("###", "###", "###"), 1));
    assertEquals(mask("...", "...", "..."), Morphology.erode(mask("###", "###", "###"), 2));
    assertEquals(mask("#####"), Morphology.dilate(mask("#...#"), 2));
    // Closing wears away what touches the border, as SciPy does.
    assertEquals(mask("....", ".##.", "...."), Morphology.close(mask("####", "####", "####"), 1));
    assertEquals(mask("."), Morphology.erode(mask("#"), 1));
    assertEquals(mask("..."), Morphology.close(mask("###"), 1));
  }

  @Test
  void openingCutsBridgesAndClosingFillsGaps() {
    assertEquals(
        mask(".......", "..#....", ".###...", "..#....", "......."),
        Morphology.open(mask(".......", "..#....", ".###.#.", "..#....", "......."), 1));
    assertEquals(
        mask(".......", "..#....", ".###...", "..#....", "......."),
        Morphology.open(mask(".......", "..#....", ".######", "..#....", "......."), 1));
    BinaryImage ring = mask(".....", "..#..", ".#.#.", "..#..", ".....");
    assertEquals(mask(".....", "..#..", ".###.", "..#..", "....."), Morphology.close(ring, 1));
  }

  @Test
  void noneIsACopy() {
    BinaryImage mask = mask("#.#", ".#.");
    for (BinaryImage same :
        new BinaryImage[] {
          Morphology.erode(mask, 0),
          Morphology.dilate(mask, 0),
          Morphology.open(mask, 0),
          Morphology.close(mask, 0)
        }) {
      assertEquals(mask, same);
      assertNotSame(mask.pixels(), same.pixels());
    }
  }

  @Test
  void agreesWithTheDefinition() {
    Random random = new Random(1);
    for (int trial = 0; trial < 300; trial++) {
      int height = 1 + random.nextInt(10);
      int width = 1 + random.nextInt(10);
      int n = random.nextInt(4);
      BinaryImage mask = Grids.random(random, height, width, random.nextDouble());
      BinaryImage before = new BinaryImage(height, width, mask.pixels().clone());
      assertEquals(byDefinition(mask, n, true), Morphology.erode(mask, n));
      assertEquals(byDefinition(mask, n, false), Morphology.dilate(mask, n));
      assertEquals(byDefinition(byDefinition(mask, n, true), n, false), Morphology.open(mask, n));
      assertEquals(byDefinition(byDefinition(mask, n, false), n, true), Morphology.close(mask, n));
      assertEquals(before, mask);
    }
  }

  @Test
  void agreesWithTheDefinitionOnWideMasks() {
    Random random = new Random(3);
    for (int width : new int[] {63, 64, 65, 127, 128, 129, 200}) {
      for (int n = 0; n < 4; n++) {
        BinaryImage sparse = Grids.random(random, 6, width, 0.1);
        assertEquals(byDefinition(sparse, n, false), Morphology.dilate(sparse, n));
        BinaryImage dense = Grids.random(random, 9, width, 0.97);
        assertEquals(byDefinition(dense, n, true), Morphology.erode(dense, n));
      }
    }
  }

  @Test
  void openingAndClosingAgainChangeNothing() {
    Random random = new Random(2);
    for (int trial = 0; trial < 200; trial++) {
      int n = random.nextInt(4);
      BinaryImage mask =
          Grids.random(random, 1 + random.nextInt(20), 1 + random.nextInt(20), random.nextDouble());
      BinaryImage opened = Morphology.open(mask, n);
      assertEquals(opened, Morphology.open(opened, n));
      BinaryImage closed = Morphology.close(mask, n);
      assertEquals(closed, Morphology.close(closed, n));
    }
  }

  /** The whole neighbourhood, or any pixel of it, within n steps left, right, up and down. */
  private static BinaryImage byDefinition(BinaryImage mask, int n, boolean all) {
    boolean[] pixels = new boolean[mask.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      boolean every = true;
      boolean some = false;
      for (int dr = -n; dr <= n; dr++) {
        for (int dc = Math.abs(dr) - n; dc <= n - Math.abs(dr); dc++) {
          int row = i / mask.width() + dr;
          int column = i % mask.width() + dc;
          boolean inside = row >= 0 && row < mask.height() && column >= 0 && column < mask.width();
          boolean foreground = inside && mask.get(row, column);
          every &= foreground;
          some |= foreground;
        }
      }
      pixels[i] = all ? every : some;
    }
    return new BinaryImage(mask.height(), mask.width(), pixels);
  }

  @Test
  void negativeNumbersAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> Morphology.open(mask("#"), -1));
    assertEquals("n -1: expected 0 or more", e.getMessage());
  }
}
