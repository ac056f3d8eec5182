package org.cellcount.measure;

import org.cellcount.image.LabelImage;

/**
 * Length of each cell's outline: its outermost pixels are those with a 4-neighbour outside the
 * cell, and each adds 1, sqrt(2) or the mean of the two, depending on where its outermost
 * neighbours lie (K. Benkrid, D. Crookes, A. Benkrid: Design and FPGA implementation of a perimeter
 * estimator, 2000; the same weights as scikit-image).
 */
final class Perimeter {
  private static final double DIAGONAL = Math.sqrt(2);
  private static final double MIXED = (1 + DIAGONAL) / 2;

  private final int[] labels;
  private final int height;
  private final int width;

  Perimeter(LabelImage image) {
    labels = image.labels();
    height = image.height();
    width = image.width();
  }

  /** What a pixel of a cell adds to the length of the cell's outline. */
  double length(int row, int column) {
    int label = labels[row * width + column];
    return outermost(row, column, label) ? weight(row, column, label) : 0;
  }

  private boolean inside(int row, int column, int label) {
    return row >= 0
        && row < height
        && column >= 0
        && column < width
        && labels[row * width + column] == label;
  }

  private boolean outermost(int row, int column, int label) {
    return inside(row, column, label)
        && !(inside(row - 1, column, label)
            && inside(row + 1, column, label)
            && inside(row, column - 1, label)
            && inside(row, column + 1, label));
  }

  private double weight(int row, int column, int label) {
    int straight = 0;
    int diagonal = 0;
    for (int dr = -1; dr <= 1; dr++) {
      for (int dc = -1; dc <= 1; dc++) {
        if ((dr != 0 || dc != 0) && outermost(row + dr, column + dc, label)) {
          if (dr == 0 || dc == 0) {
            straight++;
          } else {
            diagonal++;
          }
        }
      }
    }
    return switch (10 * diagonal + straight) {
      case 2, 3, 12, 13, 22, 23 -> 1;
      case 20, 31 -> DIAGONAL;
      case 11, 21 -> MIXED;
      default -> 0;
    };
  }
}
