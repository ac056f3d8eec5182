package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.image.GrayImage;

/**
 * White noise, uniform from -1 to 1, smoothed with a Gaussian cut off at three standard deviations.
 * The noise is drawn beyond the border, so that the field is as strong there as in the middle.
 */
final class SmoothNoise {
  private final int height;
  private final int width;
  private final int radius;
  private final float[] kernel;

  SmoothNoise(int height, int width, double sigma) {
    this.height = height;
    this.width = width;
    this.radius = (int) Math.ceil(3 * sigma);
    this.kernel = kernel(radius, sigma);
  }

  /** The weights at distance 0, 1, ..., radius; both sides together sum to 1. */
  private static float[] kernel(int radius, double sigma) {
    float[] kernel = new float[radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      sum += Math.exp(-0.5 * i * i / (sigma * sigma));
    }
    for (int i = 0; i <= radius; i++) {
      kernel[i] = (float) (Math.exp(-0.5 * i * i / (sigma * sigma)) / sum);
    }
    return kernel;
  }

  GrayImage draw(double amplitude, RandomGenerator random) {
    int wide = width + 2 * radius;
    float[] noise = white((height + 2 * radius) * wide, (float) amplitude, random);
    float[] columnSums = new float[wide];
    float[] smooth = new float[height * width];
    for (int row = 0; row < height; row++) {
      int middle = (row + radius) * wide;
      scale(noise, middle, kernel[0], columnSums, 0, wide);
      for (int k = 1; k <= radius; k++) {
        addPair(noise, middle - k * wide, middle + k * wide, kernel[k], columnSums, 0, wide);
      }
      scale(columnSums, radius, kernel[0], smooth, row * width, width);
      for (int k = 1; k <= radius; k++) {
        addPair(columnSums, radius - k, radius + k, kernel[k], smooth, row * width, width);
      }
    }
    return new GrayImage(height, width, smooth);
  }

  /** Two numbers from each 64 random bits: 24 bits are all a float holds. */
  private static float[] white(int length, float amplitude, RandomGenerator random) {
    float[] noise = new float[length];
    float unit = amplitude * 0x1p-31f;
    for (int i = 0; i < length; i += 2) {
      long bits = random.nextLong();
      noise[i] = (int) bits * unit;
      if (i + 1 < length) {
        noise[i + 1] = (int) (bits >>> 32) * unit;
      }
    }
    return noise;
  }

  private static void scale(float[] from, int start, float weight, float[] to, int at, int length) {
    for (int i = 0; i < length; i++) {
      to[at + i] = weight * from[start + i];
    }
  }

  private static void addPair(
      float[] from, int left, int right, float weight, float[] to, int at, int length) {
    for (int i = 0; i < length; i++) {
      to[at + i] += weight * (from[left + i] + from[right + i]);
    }
  }
}
