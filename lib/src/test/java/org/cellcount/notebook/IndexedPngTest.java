package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class IndexedPngTest {
  /** An odd width, so that rows end within a byte. */
  private static BufferedImage noise(int bits, int type) {
    Random random = new Random(bits);
    int[] palette = random.ints(1 << bits).toArray();
    IndexColorModel colours =
        new IndexColorModel(bits, palette.length, palette, 0, true, -1, DataBuffer.TYPE_BYTE);
    BufferedImage image = new BufferedImage(13, 7, type, colours);
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 13; x++) {
        image.getRaster().setSample(x, y, 0, random.nextInt(palette.length));
      }
    }
    return image;
  }

  private static void assertReadBack(BufferedImage image) throws IOException {
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(IndexedPng.of(image)));
    assertEquals(image.getWidth(), read.getWidth());
    assertEquals(image.getHeight(), read.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        assertEquals(image.getRGB(x, y), read.getRGB(x, y), x + ", " + y);
      }
    }
  }

  @Test
  void javaReadsTheSamePixels() throws IOException {
    assertReadBack(noise(1, BufferedImage.TYPE_BYTE_BINARY));
    assertReadBack(noise(2, BufferedImage.TYPE_BYTE_BINARY));
    assertReadBack(noise(4, BufferedImage.TYPE_BYTE_BINARY));
    assertReadBack(noise(8, BufferedImage.TYPE_BYTE_INDEXED));
  }

  @Test
  void drawingsAreSmallerThanJavaMakesThem() throws IOException {
    BufferedImage image = new BufferedImage(400, 400, BufferedImage.TYPE_BYTE_INDEXED);
    for (int i = 0; i < 40; i++) {
      image.createGraphics().drawOval(9 * i, (37 * i) % 350, 30 + i % 7, 40 - i % 5);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    int size = IndexedPng.of(image).length;
    assertTrue(size < 0.9 * bytes.size(), size + " of " + bytes.size());
  }

  @Test
  void needsAPalette() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    String message =
        assertThrows(IllegalArgumentException.class, () -> IndexedPng.of(image)).getMessage();
    assertTrue(message.startsWith("expected an image with a palette, got "), message);
  }
}
