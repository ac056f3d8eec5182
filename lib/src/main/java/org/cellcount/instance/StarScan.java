package org.cellcount.instance;

/**
 * Finds the pixels whose centres lie in a star-convex polygon: where its edges cross the rows, the
 * pixels from the first to the second crossing, from the third to the fourth, and so on. Of a pixel
 * on an edge, one of the sides of the edge decides, so that polygons that share it share no pixel.
 */
final class StarScan {
  private final int height;
  private final int width;
  private final int rays;
  private final double[] cosines;
  private final double[] sines;
  private final double[] crossings;
  private final int[] numbers;

  StarScan(int height, int width, int rays) {
    this.height = height;
    this.width = width;
    this.rays = rays;
    cosines = new double[rays];
    sines = new double[rays];
    for (int k = 0; k < rays; k++) {
      cosines[k] = Math.cos(2 * Math.PI * k / rays);
      sines[k] = Math.sin(2 * Math.PI * k / rays);
    }
    crossings = new double[height * rays];
    numbers = new int[height];
  }

  /**
   * Finds the pixels.
   *
   * @param row of the centre
   * @param column of the centre
   * @param distances along every ray, in pixels
   * @param out takes them, no matter what was in it
   */
  void find(int row, int column, float[] distances, StarOutline out) {
    double y = row + distances[rays - 1] * sines[rays - 1];
    double x = column + distances[rays - 1] * cosines[rays - 1];
    double top = y;
    double bottom = y;
    for (int k = 0; k < rays; k++) {
      double nextY = row + distances[k] * sines[k];
      double nextX = column + distances[k] * cosines[k];
      if (y < nextY) {
        cross(y, x, nextY, nextX);
      } else {
        cross(nextY, nextX, y, x);
      }
      y = nextY;
      x = nextX;
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    out.clear();
    int end = Math.min(height, (int) Math.ceil(bottom));
    for (int r = Math.max(0, (int) Math.ceil(top)); r < end; r++) {
      for (int k = r * rays; k < r * rays + numbers[r]; k += 2) {
        int first = Math.max(0, (int) Math.ceil(crossings[k]));
        int after = Math.min(width, (int) Math.ceil(crossings[k + 1]));
        if (first < after) {
          out.add(r, first, after);
        }
      }
      numbers[r] = 0;
    }
  }

  /** Notes where an edge crosses rows, in the order of columns. */
  private void cross(double top, double topX, double bottom, double bottomX) {
    int end = Math.min(height, (int) Math.ceil(bottom));
    double slope = (bottomX - topX) / (bottom - top);
    for (int row = Math.max(0, (int) Math.ceil(top)); row < end; row++) {
      double x = topX + (row - top) * slope;
      int k = row * rays + numbers[row]++;
      while (k > row * rays && crossings[k - 1] > x) {
        crossings[k] = crossings[k - 1];
        k--;
      }
      crossings[k] = x;
    }
  }
}
