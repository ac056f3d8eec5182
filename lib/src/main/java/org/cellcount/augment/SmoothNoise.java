package org.cellcount.augment;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.cellcount.image.GrayImage;

/**
 * White noise, uniform from -1 to 1, smoothed with a Gaussian cut off at three standard deviations.
 *
 * <p>A smooth field needs few samples: it is drawn on a grid whose step is at most two thirds of
 * the standard deviation and interpolated linearly between, which costs a few percent of its
 * variance. The noise is drawn beyond the border, so that the field is as strong there as in the
 * middle.
 */
final class SmoothNoise {
  private final int height;
  private final int width;
  private final int step;
  private final int radius;

  /** Weights at distance 0 (half of it, as both sides count), 1, ..., radius. */
  private final float[] kernel;

  // Scratch, used again by every draw.
  private final float[][] columns;
  private final float[][] smoothColumns;
  private final float[][] rows;
  private final float[][] smoothRows;
  private final float[][] wideRows;

  SmoothNoise(int height, int width, double sigma) {
    this.height = height;
    this.width = width;
    this.step = Math.max(1, (int) (sigma / 1.5));
    // Odd, so that the weights come in pairs.
    this.radius = (int) Math.ceil(3 * sigma / step) | 1;
    this.kernel = kernel(radius, sigma / step);
    int gridHeight = (height - 1) / step + 2;
    int gridWidth = (width - 1) / step + 2;
    int wholeLongs = (gridHeight + 2 * radius + 7) / 8 * 8;
    this.columns = new float[gridWidth + 2 * radius][wholeLongs];
    this.smoothColumns = new float[gridWidth][wholeLongs];
    this.rows = new float[gridHeight + 2 * radius][gridWidth];
    this.smoothRows = new float[gridHeight][gridWidth];
    this.wideRows = new float[gridHeight][width];
  }

  private static float[] kernel(int radius, double sigma) {
    double[] weights = new double[radius + 1];
    double sum = 0;
    for (int k = 0; k <= radius; k++) {
      weights[k] = Math.exp(-0.5 * k * k / (sigma * sigma)) * (k == 0 ? 0.5 : 1);
      sum += 2 * weights[k];
    }
    float[] kernel = new float[radius + 1];
    for (int k = 0; k <= radius; k++) {
      kernel[k] = (float) (weights[k] / sum);
    }
    return kernel;
  }

  /**
   * Draws a field of noise of sigma pixels.
   *
   * @param amplitude multiplier of the smoothed noise, as if one number were drawn for each pixel
   */
  GrayImage draw(double amplitude, RandomGenerator random) {
    // Fewer numbers average out less: one per grid point stands for step * step pixels.
    float unit = (float) (amplitude / step / 128);
    for (float[] column : columns) {
      fill(column, unit, random);
    }
    smooth(columns, smoothColumns);
    transpose(smoothColumns, rows);
    smooth(rows, smoothRows);
    for (int i = 0; i < smoothRows.length; i++) {
      widen(smoothRows[i], wideRows[i]);
    }
    float[] pixels = new float[height * width];
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      mix(wideRows[y / step], wideRows[y / step + 1], (float) (y % step) / step, row);
      System.arraycopy(row, 0, pixels, y * width, width);
    }
    return new GrayImage(height, width, pixels);
  }

  /** Eight numbers from each 64 random bits: the smoothing adds up dozens of them. */
  private static void fill(float[] noise, float unit, RandomGenerator random) {
    for (int i = 0; i < noise.length; i += 8) {
      long bits = random.nextLong();
      for (int k = 0; k < 8; k++) {
        noise[i + k] = unit * (0.5f + (byte) (bits >> (8 * k)));
      }
    }
  }

  /** Weighted sums of lines, of which there are twice the radius more. */
  private void smooth(float[][] lines, float[][] smooth) {
    for (int i = 0; i < smooth.length; i++) {
      int middle = i + radius;
      Arrays.fill(smooth[i], 0);
      for (int k = 0; k <= radius; k += 2) {
        add(
            lines[middle - k],
            lines[middle + k],
            kernel[k],
            lines[middle - k - 1],
            lines[middle + k + 1],
            kernel[k + 1],
            smooth[i]);
      }
    }
  }

  /** Whole arrays from their start: only such loops become vector instructions. */
  private static void add(
      float[] a, float[] b, float weight, float[] c, float[] d, float next, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * (a[i] + b[i]) + next * (c[i] + d[i]);
    }
  }

  private static void mix(float[] a, float[] b, float share, float[] mixed) {
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = a[i] + share * (b[i] - a[i]);
    }
  }

  private static void transpose(float[][] lines, float[][] transposed) {
    for (int i = 0; i < transposed.length; i++) {
      float[] line = transposed[i];
      for (int k = 0; k < line.length; k++) {
        line[k] = lines[k][i];
      }
    }
  }

  /** From grid points to all pixels of a row. */
  private void widen(float[] narrow, float[] wide) {
    for (int i = 0, x = 0; x < width; i++) {
      float slope = (narrow[i + 1] - narrow[i]) / step;
      for (int k = 0; k < step && x < width; k++, x++) {
        wide[x] = narrow[i] + k * slope;
      }
    }
  }
}
