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
  void isAnImgLib2ImageOfItsMemory() {
    assertEquals(3, image.dimension(0));
    assertEquals(2, image.dimension(1));
    assertEquals(6, image.getAt(2, 1).get());
    image.getAt(0, 1).set(40);
    assertEquals(40, image.get(1, 0));
  }

  @Test
  void sharesTheMemoryOfArraysOfFloats() {
    float[] pixels = {1, 2, 3, 4, 5, 6};
    GrayImage shared = GrayImage.of(ArrayImgs.floats(pixels, 3, 2));
    assertEquals(image, shared);
    assertSame(pixels, shared.pixels());
    shared.getAt(1, 0).set(20);
    assertEquals(20, pixels[1]);
    assertSame(image, GrayImage.of(image));
    // An array may be longer than the image.
    assertEquals(
        new GrayImage(1, 2, new float[] {1, 20}), GrayImage.of(ArrayImgs.floats(pixels, 2, 1)));
  }

  @Test
  void copiesAnyOtherImgLib2Image() {
    assertEquals(
        new GrayImage(3, 2, new float[] {1, 4, 2, 5, 3, 6}),
        GrayImage.of(Views.permute(image, 0, 1)));
    GrayImage window = GrayImage.of(Views.interval(image, new long[] {1, 1}, new long[] {2, 1}));
    assertEquals(new GrayImage(1, 2, new float[] {5, 6}), window);
    window.pixels()[0] = 50;
    assertEquals(5, image.get(1, 1));
    // Tiles of an image that is not one array, and another type.
    var tiled = new CellImgFactory<>(new DoubleType(), 2).create(3, 2);
    for (int i = 0; i < 6; i++) {
      tiled.getAt(i % 3, i / 3).set(i + 1);
    }
    assertEquals(image, GrayImage.of(tiled));
    var volume = ArrayImgs.floats(2, 2, 2);
    var e = assertThrows(IllegalArgumentException.class, () -> GrayImage.of(volume));
    assertEquals("number of dimensions 3: expected 2", e.getMessage());
    var wide =
        ConstantUtils.constantRandomAccessibleInterval(
            new DoubleType(0), new FinalInterval(3_000_000_000L, 1));
    e = assertThrows(IllegalArgumentException.class, () -> GrayImage.of(wide));
    assertEquals("size 1x3000000000: expected 1 to 2,147,483,639 pixels", e.getMessage());
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
    assertEquals("array of 5 pixels: expected 2x3", e.getMessage());
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
    assertEquals("mask of 3x3: expected 2x3", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CellSample(image, mask, Optional.of(new LabelImage(2, 2, new int[4]))));
    assertEquals("labels of 2x2: expected 2x3", e.getMessage());
  }

  @Test
  void theComplementOfAMaskIsTheBackground() {
    GrayImage mask = new GrayImage(1, 3, new float[] {0, 0.25f, 1});
    assertEquals(new GrayImage(1, 3, new float[] {1, 0.75f, 0}), mask.complement());
  }
}
