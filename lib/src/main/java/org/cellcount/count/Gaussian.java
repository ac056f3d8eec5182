package org.cellcount.count;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;

/** Gaussian smoothing. */
public final class Gaussian {
  /** Largest standard deviation, pixels. */
  static final double MAX_SIGMA = 100;

  private Gaussian() {}

  /**
   * Convolves with a Gaussian cut at four standard deviations; beyond the border the image is
   * mirrored, its outermost pixels repeated (as scipy.ndimage does).
   *
   * @param image finite values of any range
   * @param sigma standard deviation in pixels, 0 to 100
   * @throws IllegalArgumentException if sigma is out of range
   */
  public static GrayImage smooth(
      RandomAccessibleInterval<? extends RealType<?>> image, double sigma) {
    Require.between("sigma", sigma, 0, MAX_SIGMA);
    GrayImage from = GrayImage.of(image);
    int height = from.height();
    int width = from.width();
    Kernel kernel = new Kernel(sigma);
    float[] line = new float[kernel.lineLength(width)];
    float[] rows = new float[height * width];
    for (int row = 0; row < height; row++) {
      kernel.load(from.pixels(), row * width, width, line);
      kernel.alongRow(line, 0, width, rows, row * width);
    }
    GrayImage smooth = GrayImage.zeros(height, width);
    for (int row = 0; row < height; row++) {
      kernel.alongColumns(rows, 0, width, height, row, 0, width, smooth.pixels(), row * width);
    }
    return smooth;
  }

  /**
   * The weights of one side, from the centre outwards, and the two passes they make. Holds scratch:
   * for one thread at a time.
   */
  static final class Kernel {
    /** Weights are applied in groups: one loop that adds four costs less than four loops. */
    private static final int GROUP = 4;

    private final float[] weights;
    private final int[] before;
    private final int[] after;

    Kernel(double sigma) {
      double[] side = new double[(int) (4 * sigma + 0.5) + 1];
      double sum = 1;
      for (int k = 1; k < side.length; k++) {
        side[k] = Math.exp(-0.5 * k * k / (sigma * sigma));
        sum += 2 * side[k];
      }
      weights = new float[(side.length + GROUP - 1) / GROUP * GROUP];
      // The centre is added from both sides.
      weights[0] = (float) (0.5 / sum);
      for (int k = 1; k < side.length; k++) {
        weights[k] = (float) (side[k] / sum);
      }
      before = new int[weights.length];
      after = new int[weights.length];
    }

    /** How far the kernel reaches to either side. */
    int radius() {
      return weights.length - 1;
    }

    /** Length of a row with what the kernel reaches beyond its ends. */
    int lineLength(int width) {
      return width + 2 * radius();
    }

    /** Copies a row and mirrors what the kernel reaches beyond its ends. */
    void load(float[] image, int offset, int width, float[] line) {
      int radius = radius();
      System.arraycopy(image, offset, line, radius, width);
      for (int k = 1; k <= radius; k++) {
        line[radius - k] = image[offset + mirror(-k, width)];
        line[radius + width - 1 + k] = image[offset + mirror(width - 1 + k, width)];
      }
    }

    /** Smooths columns from (inclusive) to end (exclusive) of a loaded row. */
    void alongRow(float[] line, int from, int end, float[] out, int offset) {
      alongRow(line, radius(), from, end, out, offset);
    }

    /**
     * The same of a row that begins at start in an image, where the kernel reaches beyond neither
     * of its ends.
     */
    void alongRow(float[] image, int start, int from, int end, float[] out, int offset) {
      for (int k = 0; k < weights.length; k++) {
        before[k] = start - k;
        after[k] = start + k;
      }
      convolve(image, from, end, out, offset);
    }

    /**
     * Smooths across rows, at columns from (inclusive) to end (exclusive) of one row.
     *
     * @param rows values, row r from start + r * stride
     */
    void alongColumns(
        float[] rows,
        int start,
        int stride,
        int height,
        int row,
        int from,
        int end,
        float[] out,
        int offset) {
      for (int k = 0; k < weights.length; k++) {
        before[k] = start + mirror(row - k, height) * stride;
        after[k] = start + mirror(row + k, height) * stride;
      }
      convolve(rows, from, end, out, offset);
    }

    private void convolve(float[] in, int from, int end, float[] out, int offset) {
      set(in, from, end, out, offset);
      for (int k = GROUP; k < weights.length; k += GROUP) {
        add(in, k, from, end, out, offset);
      }
    }

    private void set(float[] in, int from, int end, float[] out, int offset) {
      float w0 = weights[0];
      float w1 = weights[1];
      float w2 = weights[2];
      float w3 = weights[3];
      int a0 = before[0];
      int a1 = before[1];
      int a2 = before[2];
      int a3 = before[3];
      int b0 = after[0];
      int b1 = after[1];
      int b2 = after[2];
      int b3 = after[3];
      for (int x = from; x < end; x++) {
        float sum = 0;
        sum += w0 * (in[a0 + x] + in[b0 + x]);
        sum += w1 * (in[a1 + x] + in[b1 + x]);
        sum += w2 * (in[a2 + x] + in[b2 + x]);
        sum += w3 * (in[a3 + x] + in[b3 + x]);
        out[offset + x] = sum;
      }
    }

    private void add(float[] in, int k, int from, int end, float[] out, int offset) {
      float w0 = weights[k];
      float w1 = weights[k + 1];
      float w2 = weights[k + 2];
      float w3 = weights[k + 3];
      int a0 = before[k];
      int a1 = before[k + 1];
      int a2 = before[k + 2];
      int a3 = before[k + 3];
      int b0 = after[k];
      int b1 = after[k + 1];
      int b2 = after[k + 2];
      int b3 = after[k + 3];
      for (int x = from; x < end; x++) {
        float sum = out[offset + x];
        sum += w0 * (in[a0 + x] + in[b0 + x]);
        sum += w1 * (in[a1 + x] + in[b1 + x]);
        sum += w2 * (in[a2 + x] + in[b2 + x]);
        sum += w3 * (in[a3 + x] + in[b3 + x]);
        out[offset + x] = sum;
      }
    }

    private static int mirror(int i, int size) {
      if (i >= 0 && i < size) {
        return i;
      }
      if (i >= -size && i < 0) {
        return -1 - i;
      }
      int k = Math.floorMod(i, 2 * size);
      return k < size ? k : 2 * size - 1 - k;
    }
  }
}
