package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ColourQuantiserTest {
  @Test
  void fewColoursStayAsTheyAre() {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1200; i++) {
      image.setRGB(i % 40, i / 40, 0x010203 * (i % 80));
    }
    BufferedImage compact = ColourQuantiser.reduced(image, 160);
    for (int i = 0; i < 1200; i++) {
      assertEquals(image.getRGB(i % 40, i / 40), compact.getRGB(i % 40, i / 40));
    }
  }

  @Test
  void manyColoursBecomeSimilarOnes() {
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40_000; i++) {
      int gray = random.nextInt(256);
      // Gray pictures with a few tinted regions, as figures are.
      int rgb = gray * 0x010101;
      image.setRGB(i % 200, i / 200, i % 9 == 0 ? ColourMap.mix(rgb, 0xE69F00, 0.45) : rgb);
    }
    BufferedImage compact = ColourQuantiser.reduced(image, 160);
    assertTrue(compact.getColorModel() instanceof IndexColorModel);
    for (int i = 0; i < 40_000; i++) {
      int before = image.getRGB(i % 200, i / 200);
      int after = compact.getRGB(i % 200, i / 200);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertEquals((before >> shift) & 0xFF, (after >> shift) & 0xFF, 6, "pixel " + i);
      }
    }
  }

  @Test
  void transparentPixelsStaySo() {
    BufferedImage image = new BufferedImage(30, 30, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 30; i++) {
      image.setRGB(i, 3, (i * 8 + 7) << 24 | 0x56B4E9);
    }
    BufferedImage few = ColourQuantiser.reduced(image, 8);
    assertEquals(0, few.getRGB(0, 0));
    assertEquals(255, few.getRGB(29, 3) >>> 24, 30);
    assertEquals(0x56B4E9, few.getRGB(29, 3) & 0xFFFFFF);
  }

  @Test
  void aPngIsSmallerForSortedColours() throws IOException {
    // A slope with noise: the index of a pixel is close to its neighbours'.
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40_000; i++) {
      image.setRGB(i % 200, i / 200, (i % 200 + random.nextInt(8)) * 0x010101);
    }
    assertTrue(png(ColourQuantiser.reduced(image, 160)) < 0.75 * png(image));
  }

  private static int png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.size();
  }
}
