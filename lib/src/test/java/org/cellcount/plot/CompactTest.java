package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompactTest {
  @Test
  void fewColoursStayAsTheyAre() {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1200; i++) {
      image.setRGB(i % 40, i / 40, 0x010203 * (i % 80));
    }
    BufferedImage compact = Compact.of(image);
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
    BufferedImage compact = Compact.of(image);
    assertTrue(compact.getColorModel() instanceof IndexColorModel);
    for (int i = 0; i < 40_000; i++) {
      int before = image.getRGB(i % 200, i / 200);
      int after = compact.getRGB(i % 200, i / 200);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertEquals((before >> shift) & 0xFF, (after >> shift) & 0xFF, 6, "pixel " + i);
      }
    }
  }
}
