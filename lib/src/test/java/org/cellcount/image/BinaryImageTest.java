package org.cellcount.image;

import static org.cellcount.testing.Grids.mask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
  void theImgLib2ImageSharesItsMemory() {
    mask.asImg().getAt(2, 1).set(true);
    assertTrue(mask.get(1, 2));
  }

  @Test
  void copiesAnyImgLib2Image() {
    assertEquals(mask, BinaryImage.copyOf(mask.asImg()));
    assertEquals(mask("##", ".#", ".."), BinaryImage.copyOf(Views.permute(mask.asImg(), 0, 1)));
    var bits = ArrayImgs.bits(3, 1);
    bits.getAt(1, 0).set(true);
    assertEquals(mask(".#."), BinaryImage.copyOf(bits));
    var line = ArrayImgs.bits(3);
    var e = assertThrows(IllegalArgumentException.class, () -> BinaryImage.copyOf(line));
    assertEquals("image has 1 dimensions, expected 2", e.getMessage());
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
    assertEquals("binary image of 2x2 does not match 5 pixels", e.getMessage());
  }
}
