package org.cellcount.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResizeTest {
  @Test
  void halvingIsTheMeanOfFour() {
    GrayImage image = new GrayImage(2, 4, new float[] {0, 1, 0.5f, 0.5f, 1, 1, 0, 1});
    assertEquals(new GrayImage(1, 2, new float[] {0.75f, 0.5f}), Resize.to(image, 1, 2));
  }

  @Test
  void threeToTwoSharesTheMiddle() {
    GrayImage image = new GrayImage(1, 3, new float[] {3, 6, 12});
    assertArrayEquals(new float[] {4, 10}, Resize.to(image, 1, 2).pixels(), 1e-5f);
  }

  @Test
  void doublingInterpolatesBetweenCentres() {
    GrayImage image = new GrayImage(1, 2, new float[] {0, 1});
    assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, Resize.to(image, 1, 4).pixels(), 1e-6f);
  }

  @Test
  void sameSizeIsTheSame() {
    GrayImage image = noise(5, 9);
    assertEquals(image, Resize.to(image, 5, 9));
  }

  @Test
  void meanAndRangeStayWhenShrinking() {
    GrayImage image = noise(60, 91);
    GrayImage small = Resize.to(image, 17, 40);
    assertEquals(mean(image), mean(small), 1e-5);
    for (float value : small.pixels()) {
      assertEquals(0.5, value, 0.5);
    }
  }

  @Test
  void onesStayOnes() {
    float[] ones = new float[130 * 347];
    Arrays.fill(ones, 1);
    for (int width = 1; width < 500; width += 7) {
      for (float value : Resize.to(new GrayImage(130, 347, ones), 90, width).pixels()) {
        assertEquals(1, value);
      }
    }
  }

  @Test
  void onePixelFillsAnySize() {
    GrayImage grown = Resize.to(new GrayImage(1, 1, new float[] {0.3f}), 2, 3);
    assertArrayEquals(new float[] {0.3f, 0.3f, 0.3f, 0.3f, 0.3f, 0.3f}, grown.pixels());
  }

  @Test
  void labelsAreTakenAtCentres() {
    LabelImage labels = new LabelImage(1, 6, new int[] {1, 2, 3, 4, 5, 6});
    assertArrayEquals(new int[] {2, 5}, Resize.to(labels, 1, 2).labels());
    assertArrayEquals(
        new int[] {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6}, Resize.to(labels, 1, 12).labels());
    assertEquals(labels, Resize.to(labels, 1, 6));
  }

  @Test
  void sizesBelowOneAreRefused() {
    GrayImage image = noise(2, 2);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Resize.to(image, 2, 0));
    assertEquals("size 2x0: expected 1 to 2,147,483,639 pixels", e.getMessage());
  }

  private static GrayImage noise(int height, int width) {
    GrayImage image = GrayImage.zeros(height, width);
    Random random = new Random(1);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = random.nextFloat();
    }
    return image;
  }

  private static double mean(GrayImage image) {
    double sum = 0;
    for (float value : image.pixels()) {
      sum += value;
    }
    return sum / image.pixels().length;
  }
}
