package org.cellcount.image;

import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class BinaryImageTest {
  private final BinaryImage mask = mask("#..", "##.");

  @Test
  void pixelsAreStoredRowByRow() {
    assertTrue(mask.get(1, 1));
    assertFalse(mask.get(0, 1));
    assertEquals(2, mask.height());
    assertEquals(3, mask.width());
    assertEquals(3, mask.area());
    assertEquals("BinaryImage 2x3", mask.toString());
  }

  @Test
  void asZerosAndOnes() {
    assertEquals(new GrayImage(2, 3, new float[] {1, 0, 0, 1, 1, 0}), mask.toGray());
    assertEquals(mask, mask.toGray().above(0.5));
  }

  @Test
  void sharesTheMemoryOfArraysOfBooleans() {
    mask.getAt(2, 1).set(true);
    assertTrue(mask.get(1, 2));
    boolean[] pixels = {true, false, false, true, true, true};
    BinaryImage shared = BinaryImage.of(ArrayImgs.booleans(pixels, 3, 2));
    assertEquals(mask, shared);
    assertSame(pixels, shared.pixels());
    assertSame(mask, BinaryImage.of(mask));
    BinaryImage copy = mask.copy();
    copy.pixels()[0] = false;
    assertTrue(mask.get(0, 0));
  }

  @Test
  void copiesAnyOtherImgLib2Image() {
    assertEquals(mask("##", ".#", ".."), BinaryImage.of(Views.permute(mask, 0, 1)));
    var bits = ArrayImgs.bits(3, 1);
    bits.getAt(1, 0).set(true);
    assertEquals(mask(".#."), BinaryImage.of(bits));
    var line = ArrayImgs.bits(3);
    var e = assertThrows(IllegalArgumentException.class, () -> BinaryImage.of(line));
    assertEquals("number of dimensions 1: expected 2", e.getMessage());
  }

  @Test
  void equalityIsThatOfSizeAndPixels() {
    assertEquals(mask("#..", "##."), mask);
    assertEquals(mask("#..", "##.").hashCode(), mask.hashCode());
    assertNotEquals(mask("#..##."), mask);
    assertNotEquals(mask("#..", "###"), mask);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> new BinaryImage(2, 2, new boolean[5]));
    assertEquals("array of 5 pixels: expected 2x2", e.getMessage());
  }
}
