package org.cellcount.image;

import static org.cellcount.testing.Grids.labels;
import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class LabelImageTest {
  private final LabelImage cells = labels("11.7", "..37");

  @Test
  void countsLabelsNotTheirMaximum() {
    assertEquals(7, cells.max());
    assertEquals(3, cells.count());
    assertEquals(0, labels("..").max());
    assertEquals(0, labels("..").count());
    assertEquals(1, labels("11", "11").count());
    assertEquals(7, cells.get(1, 3));
    assertEquals("LabelImage 2x4", cells.toString());
  }

  @Test
  void countsLabelsOfAnySize() {
    int largest = Integer.MAX_VALUE;
    assertEquals(2, new LabelImage(1, 4, new int[] {largest, 0, 1, largest}).count());
    assertEquals(1, new LabelImage(1, 2, new int[] {largest, largest}).count());
    int[] many = new int[70_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    assertEquals(69_999, new LabelImage(70, 1000, many).count());
  }

  @Test
  void foregroundIsEveryCell() {
    assertEquals(mask("##.#", "..##"), cells.foreground());
  }

  @Test
  void sharesTheMemoryOfArraysOfInts() {
    cells.getAt(2, 0).set(5);
    assertEquals(5, cells.get(0, 2));
    int[] pixels = {1, 1, 5, 7, 0, 0, 3, 7};
    LabelImage shared = LabelImage.of(ArrayImgs.ints(pixels, 4, 2));
    assertEquals(cells, shared);
    assertSame(pixels, shared.labels());
    assertSame(cells, LabelImage.of(cells));
    LabelImage copy = cells.copy();
    copy.labels()[0] = 2;
    assertEquals(1, cells.get(0, 0));
  }

  @Test
  void aMaskIsOneCell() {
    LabelImage one = labels("11.1", "..11");
    assertEquals(one, LabelImage.of(cells.foreground()));
    assertEquals(one, LabelImage.of(Views.permute(Views.permute(cells.foreground(), 0, 1), 0, 1)));
    var bits = ArrayImgs.bits(2, 1);
    bits.getAt(1, 0).set(true);
    assertEquals(labels(".1"), LabelImage.of(bits));
  }

  @Test
  void copiesIntegersOfAnyType() {
    assertEquals(
        new LabelImage(1, 3, new int[] {0, 65535, 7}),
        LabelImage.of(ArrayImgs.unsignedShorts(new short[] {0, -1, 7}, 3, 1)));
    assertEquals(
        new LabelImage(2, 1, new int[] {255, 3}),
        LabelImage.of(ArrayImgs.unsignedBytes(new byte[] {-1, 3}, 1, 2)));
    // As many bits as a label, but not of the same numbers.
    var wide = ArrayImgs.unsignedInts(new int[] {-1}, 1, 1);
    var e = assertThrows(IllegalArgumentException.class, () -> LabelImage.of(wide));
    assertEquals("label 4294967295: expected 0 to 2,147,483,647", e.getMessage());
  }

  @Test
  void labelsThatAreNoneAreRefused() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> new LabelImage(1, 2, new int[] {1, -4}));
    assertEquals("label -4: expected 0 or more", e.getMessage());
    var negative = ArrayImgs.ints(new int[] {0, -4}, 2, 1);
    e = assertThrows(IllegalArgumentException.class, () -> LabelImage.of(negative));
    assertEquals("label -4: expected 0 or more", e.getMessage());
    var huge = ArrayImgs.longs(new long[] {0, 3_000_000_000L}, 2, 1);
    e = assertThrows(IllegalArgumentException.class, () -> LabelImage.of(huge));
    assertEquals("label 3000000000: expected 0 to 2,147,483,647", e.getMessage());
    var volume = ArrayImgs.ints(1, 1, 1);
    e = assertThrows(IllegalArgumentException.class, () -> LabelImage.of(volume));
    assertEquals("number of dimensions 3: expected 2", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new LabelImage(2, 2, new int[3]));
    assertEquals("array of 3 pixels: expected 2x2", e.getMessage());
  }

  @Test
  void equalityIsThatOfSizeAndLabels() {
    assertEquals(labels("11.7", "..37"), cells);
    assertEquals(labels("11.7", "..37").hashCode(), cells.hashCode());
    assertNotEquals(labels("11.7..37"), cells);
    assertNotEquals(labels("11.7", "..27"), cells);
  }
}
