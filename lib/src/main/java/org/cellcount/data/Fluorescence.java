package org.cellcount.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.cellcount.image.GrayImage;

/** Tells fluorescence images, gray on a dark ground, from stained tissue and bright field. */
final class Fluorescence {
  private static final double MOST_COLOUR = 0.02;
  private static final float BRIGHTEST_GROUND = 0.5f;

  private Fluorescence() {}

  /**
   * Checks an image.
   *
   * @throws IOException saying why it is not fluorescence
   */
  static void check(BufferedImage picture, GrayImage luminance) throws IOException {
    double colour = colour(picture);
    if (colour >= MOST_COLOUR) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "is stained: red, green and blue differ by %.2f on average, expected below %.2f",
              colour,
              MOST_COLOUR));
    }
    float[] sorted = luminance.pixels().clone();
    Arrays.sort(sorted);
    float median = sorted[sorted.length / 2];
    if (median >= BRIGHTEST_GROUND) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "has a bright ground: median intensity %.2f, expected below %.2f",
              median,
              BRIGHTEST_GROUND));
    }
  }

  /** Mean difference of the largest and the smallest of red, green and blue, 0..1. */
  private static double colour(BufferedImage picture) {
    long sum = 0;
    int[] row = new int[picture.getWidth()];
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int pixel : row) {
        int red = pixel >> 16 & 0xff;
        int green = pixel >> 8 & 0xff;
        int blue = pixel & 0xff;
        sum += Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
      }
    }
    return sum / (255.0 * picture.getWidth() * picture.getHeight());
  }
}
