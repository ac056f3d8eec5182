package org.cellcount.microscopy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuminanceTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void everyOrderOfColours(int type) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, type);
    image.setRGB(0, 0, 0xffff0000);
    image.setRGB(1, 0, 0xff00ff00);
    image.setRGB(2, 0, 0xff0000ff);
    image.setRGB(0, 1, 0xffffffff);
    image.setRGB(1, 1, 0xff000000);
    image.setRGB(2, 1, 0xff0a141e);
    float last = (float) ((299 * 10 + 587 * 20 + 114 * 30) / 255_000.0);
    assertArrayEquals(
        new float[] {0.299f, 0.587f, 0.114f, 1, 0, last},
        ImageFiles.luminance(image, "colours").pixels(),
        1e-7f);
  }

  @Test
  void samplesOfSixteenBits() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 65535);
    image.getRaster().setSample(1, 0, 0, 257);
    assertEquals(
        new GrayImage(1, 2, new float[] {1, 257 / 65535f}), ImageFiles.luminance(image, "deep"));
  }

  @Test
  void partOfAnotherImage() throws IOException {
    BufferedImage whole = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 12; i++) {
      whole.getRaster().setSample(i % 4, i / 4, 0, i);
    }
    assertEquals(
        new GrayImage(2, 2, new float[] {5 / 255f, 6 / 255f, 9 / 255f, 10 / 255f}),
        ImageFiles.luminance(whole.getSubimage(1, 1, 2, 2), "part"));
  }

  @Test
  void unequalBitsAreRefused() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_565_RGB);
    var e = assertThrows(IOException.class, () -> ImageFiles.luminance(image, "x.png"));
    assertEquals(
        "x.png has samples of [5, 6, 5] bits, expected unsigned 8 or 16 bits each", e.getMessage());
  }
}
