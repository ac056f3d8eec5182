package org.cellcount.count;

import java.util.Arrays;
import org.cellcount.image.GrayImage;

/** Gaussian smoothing. */
public final class Gaussian {
  private Gaussian() {}

  /**
   * Convolves with a Gaussian cut at four standard deviations; beyond the border the image is
   * mirrored, its outermost pixels repeated (as scipy.ndimage does).
   *
   * @param image values of any range
   * @param sigma standard deviation in pixels, 0 or more
   * @throws IllegalArgumentException if sigma is negative or not a number
   */
  public static GrayImage smooth(GrayImage image, double sigma) {
    if (!(sigma >= 0)) {
      throw new IllegalArgumentException("sigma " + sigma + ": expected 0 or more");
    }
    GrayImage smooth = GrayImage.zeros(image.height(), image.width());
    Kernel kernel = new Kernel(sigma);
    float[] line = new float[image.width() + 2 * kernel.radius()];
    for (int row = 0; row < image.height(); row++) {
      kernel.row(
          image.pixels(),
          image.height(),
          image.width(),
          row,
          line,
          smooth.pixels(),
          row * image.width());
    }
    return smooth;
  }

  /** The weights of one side, from the centre outwards, and the two passes they make. */
  static final class Kernel {
    private final float[] weights;
    private float[] left = {};
    private float[] right = {};
    private float[] sum = {};

    Kernel(double sigma) {
      double[] side = new double[(int) (4 * sigma + 0.5) + 1];
      double sum = 0;
      for (int k = 0; k < side.length; k++) {
        side[k] = k == 0 ? 1 : Math.exp(-0.5 * k * k / (sigma * sigma));
        sum += k == 0 ? 1 : 2 * side[k];
      }
      weights = new float[side.length];
      for (int k = 0; k < side.length; k++) {
        weights[k] = (float) (side[k] / sum);
      }
    }

    int radius() {
      return weights.length - 1;
    }

    /** Writes one smoothed row; line is scratch of width + 2 * radius. */
    void row(float[] image, int height, int width, int row, float[] line, float[] out, int offset) {
      if (sum.length != width) {
        left = new float[width];
        right = new float[width];
        sum = new float[width];
      }
      int radius = radius();
      Arrays.fill(sum, 0);
      for (int k = 0; k <= radius; k++) {
        System.arraycopy(image, mirror(row - k, height) * width, left, 0, width);
        System.arraycopy(image, mirror(row + k, height) * width, right, 0, width);
        addPair(k);
      }
      System.arraycopy(sum, 0, line, radius, width);
      for (int k = 1; k <= radius; k++) {
        line[radius - k] = line[radius + mirror(-k, width)];
        line[radius + width - 1 + k] = line[radius + mirror(width - 1 + k, width)];
      }
      Arrays.fill(sum, 0);
      for (int k = 0; k <= radius; k++) {
        System.arraycopy(line, radius - k, left, 0, width);
        System.arraycopy(line, radius + k, right, 0, width);
        addPair(k);
      }
      System.arraycopy(sum, 0, out, offset, width);
    }

    /** In arrays that all start at 0: only such loops become vector instructions. */
    private void addPair(int k) {
      float[] a = left;
      float[] b = right;
      float[] to = sum;
      float weight = k == 0 ? weights[0] / 2 : weights[k];
      for (int x = 0; x < to.length; x++) {
        to[x] += weight * (a[x] + b[x]);
      }
    }

    private static int mirror(int i, int size) {
      int k = Math.floorMod(i, 2 * size);
      return k < size ? k : 2 * size - 1 - k;
    }
  }
}
