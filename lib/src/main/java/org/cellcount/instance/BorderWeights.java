package org.cellcount.instance;

import java.util.Arrays;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * The weight map of the U-Net paper. For every pixel, the two nearest different cells of its column
 * are found first; the two nearest of the plane are among those of the columns around it, searched
 * outwards until no column can hold a nearer one.
 */
final class BorderWeights {
  private final int height;
  private final int width;
  private final int[] nearLabel;
  private final int[] farLabel;
  private final int[] near;
  private final int[] far;

  /** Square of a distance so large that nothing is left of the weight. */
  private final int negligible;

  private BorderWeights(int height, int width, int negligible) {
    this.height = height;
    this.width = width;
    this.negligible = negligible;
    nearLabel = new int[height * width];
    farLabel = new int[height * width];
    near = new int[height * width];
    far = new int[height * width];
    Arrays.fill(near, negligible);
    Arrays.fill(far, negligible);
  }

  static GrayImage of(LabelImage labels, BinaryImage mask, double w0, double sigma) {
    int height = labels.height();
    int width = labels.width();
    double reach = Math.min(20_000, 6 * sigma * Math.sqrt(1 + Math.log1p(w0)));
    BorderWeights weights = new BorderWeights(height, width, (int) Math.ceil(reach * reach));
    weights.searchColumns(labels.labels(), mask.pixels());
    GrayImage out = GrayImage.zeros(height, width);
    for (int row = 0, i = 0; row < height; row++) {
      for (int column = 0; column < width; column++, i++) {
        double sum = mask.pixels()[i] ? Double.POSITIVE_INFINITY : weights.sum(row, column);
        out.pixels()[i] = (float) (1 + w0 * Math.exp(-sum * sum / (2 * sigma * sigma)));
      }
    }
    return out;
  }

  /** Squared distances along the column to the nearest cell and the nearest other cell. */
  private void searchColumns(int[] labels, boolean[] mask) {
    for (int column = 0; column < width; column++) {
      searchColumn(labels, mask, column, width);
      searchColumn(labels, mask, (height - 1) * width + column, -width);
    }
  }

  private void searchColumn(int[] labels, boolean[] mask, int start, int step) {
    int last = 0;
    int lastAt = 0;
    int other = 0;
    int otherAt = 0;
    for (int k = 0, i = start; k < height; k++, i += step) {
      if (mask[i]) {
        if (labels[i] != last) {
          other = last;
          otherAt = lastAt;
          last = labels[i];
        }
        lastAt = k;
      }
      if (last != 0) {
        offer(i, last, (long) (k - lastAt) * (k - lastAt));
      }
      if (other != 0) {
        offer(i, other, (long) (k - otherAt) * (k - otherAt));
      }
    }
  }

  private void offer(int i, int label, long square) {
    if (square >= far[i]) {
      return;
    }
    if (label == nearLabel[i]) {
      near[i] = Math.min(near[i], (int) square);
    } else if (square < near[i]) {
      far[i] = near[i];
      farLabel[i] = nearLabel[i];
      near[i] = (int) square;
      nearLabel[i] = label;
    } else {
      far[i] = (int) square;
      farLabel[i] = label;
    }
  }

  /** Sum of the distances to the two nearest cells, infinite where that is far. */
  private double sum(int row, int column) {
    int first = negligible;
    int second = negligible;
    int firstLabel = 0;
    for (int k = 0; k * k < second && k < width; k++) {
      for (int side = -1; side <= 1; side += 2) {
        int x = column + side * k;
        if (x < 0 || x >= width) {
          continue;
        }
        int i = row * width + x;
        for (int which = 0; which < 2; which++) {
          int square = k * k + (which == 0 ? near[i] : far[i]);
          int label = which == 0 ? nearLabel[i] : farLabel[i];
          if (square >= second) {
            continue;
          }
          if (label == firstLabel) {
            first = Math.min(first, square);
          } else if (square < first) {
            second = first;
            first = square;
            firstLabel = label;
          } else {
            second = square;
          }
        }
      }
    }
    return second < negligible ? Math.sqrt(first) + Math.sqrt(second) : Double.POSITIVE_INFINITY;
  }
}
