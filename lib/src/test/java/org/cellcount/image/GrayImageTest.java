package org.cellcount.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.ConstantUtils;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class GrayImageTest {
  private final GrayImage image = new GrayImage(2, 3, new float[] {1, 2, 3, 4, 5, 6});

  @Test
  void pixelsAreStoredRowByRow() {
    assertEquals(2, image.height());
    assertEquals(3, image.width());
    assertEquals(3, image.get(0, 2));
    assertEquals(4, image.get(1, 0));
    assertEquals("GrayImage 2x3", image.toString());
  }

  @Test
  void theImgLib2ImageSharesItsMemory() {
    var img = image.asImg();
    assertEquals(3, img.dimension(0));
    assertEquals(2, img.dimension(1));
    assertEquals(6, img.getAt(2, 1).get());
    img.getAt(0, 1).set(40);
    assertEquals(40, image.get(1, 0));
  }

  @Test
  void copiesAnyImgLib2Image() {
    assertEquals(image, GrayImage.copyOf(image.asImg()));
    assertEquals(
        new GrayImage(3, 2, new float[] {1, 4, 2, 5, 3, 6}),
        GrayImage.copyOf(Views.permute(image.asImg(), 0, 1)));
    assertEquals(
        new GrayImage(1, 2, new float[] {5, 6}),
        GrayImage.copyOf(Views.interval(image.asImg(), new long[] {1, 1}, new long[] {2, 1})));
    // Tiles of an image that is not one array, and another type.
    var tiled = new CellImgFactory<>(new DoubleType(), 2).create(3, 2);
    for (int i = 0; i < 6; i++) {
      tiled.getAt(i % 3, i / 3).set(i + 1);
    }
    assertEquals(image, GrayImage.copyOf(tiled));
    var volume = ArrayImgs.floats(2, 2, 2);
    var e = assertThrows(IllegalArgumentException.class, () -> GrayImage.copyOf(volume));
    assertEquals("image has 3 dimensions, expected 2", e.getMessage());
    var wide =
        ConstantUtils.constantRandomAccessibleInterval(
            new DoubleType(0), new FinalInterval(3_000_000_000L, 1));
    e = assertThrows(IllegalArgumentException.class, () -> GrayImage.copyOf(wide));
    assertEquals("image of 1x3000000000 is too large", e.getMessage());
  }

  @Test
  void aCopyIsIndependent() {
    GrayImage copy = image.copy();
    assertEquals(image, copy);
    copy.pixels()[0] = 9;
    assertEquals(1, image.get(0, 0));
  }

  @Test
  void aboveIsStrict() {
    assertEquals(
        new BinaryImage(2, 3, new boolean[] {false, false, false, true, true, true}),
        image.above(3));
    GrayImage third = new GrayImage(1, 1, new float[] {1 / 3f});
    // The float nearest to a third lies above a third.
    assertEquals(new BinaryImage(1, 1, new boolean[] {true}), third.above(1 / 3.0));
  }

  @Test
  void equalityIsThatOfSizeAndValues() {
    assertEquals(image, new GrayImage(2, 3, image.pixels().clone()));
    assertEquals(image.hashCode(), new GrayImage(2, 3, image.pixels().clone()).hashCode());
    assertNotEquals(image, new GrayImage(3, 2, image.pixels()));
    assertNotEquals(image, GrayImage.zeros(2, 3));
    assertNotEquals(image, "GrayImage 2x3");
    GrayImage nan = new GrayImage(1, 1, new float[] {Float.NaN});
    assertEquals(nan, nan.copy());
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> new GrayImage(2, 3, new float[5]));
    assertEquals("image of 2x3 does not match 5 pixels", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> GrayImage.zeros(0, 3));
    assertEquals("size 0x3: expected 1 to 2,147,483,639 pixels", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> GrayImage.zeros(50_000, 50_000));
    assertEquals("size 50000x50000: expected 1 to 2,147,483,639 pixels", e.getMessage());
  }

  @Test
  void aSampleFits() {
    GrayImage mask = GrayImage.zeros(2, 3);
    LabelImage labels = new LabelImage(2, 3, new int[6]);
    CellSample sample = new CellSample(image, mask, Optional.of(labels));
    assertSame(image, sample.image());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CellSample(image, GrayImage.zeros(3, 3), Optional.empty()));
    assertEquals("mask 3x3 does not match image 2x3", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CellSample(image, mask, Optional.of(new LabelImage(2, 2, new int[4]))));
    assertEquals("labels 2x2 do not match image 2x3", e.getMessage());
  }

  @Test
  void theComplementOfAMaskIsTheBackground() {
    GrayImage mask = new GrayImage(1, 3, new float[] {0, 0.25f, 1});
    assertEquals(new GrayImage(1, 3, new float[] {1, 0.75f, 0}), mask.complement());
  }
}
