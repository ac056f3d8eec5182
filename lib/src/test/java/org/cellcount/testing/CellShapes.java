package org.cellcount.testing;

import java.util.Random;
import org.cellcount.image.LabelImage;

/** Label images of made-up cells. */
public final class CellShapes {
  private static final int SIDE = 96;

  private CellShapes() {}

  /**
   * Squares at random, later ones on top: cells of several pieces are among them.
   *
   * @param largest side
   */
  public static LabelImage squares(Random random, int height, int width, int number, int largest) {
    int[] labels = new int[height * width];
    for (int label = 1; label <= number; label++) {
      int side = 1 + random.nextInt(largest);
      int top = random.nextInt(height);
      int left = random.nextInt(width);
      for (int row = top; row < Math.min(height, top + side); row++) {
        for (int column = left; column < Math.min(width, left + side); column++) {
          labels[row * width + column] = label;
        }
      }
    }
    return new LabelImage(height, width, labels);
  }

  /**
   * A field of 96x96 with rows of ellipses that touch, some cut by the left and right border, and
   * two crescents.
   */
  public static LabelImage field(Random random) {
    int[] labels = new int[SIDE * SIDE];
    int label = 0;
    for (int row = 0; row < 3; row++) {
      double right = -6 * random.nextDouble();
      while (right < SIDE - 8) {
        double half = 6 + 3 * random.nextDouble();
        double tall = 7 + 3 * random.nextDouble();
        ellipse(labels, ++label, 12 + 22 * row, right + half, tall, half);
        right += 2 * half - 0.5;
      }
    }
    crescent(labels, ++label, 80, 20);
    crescent(labels, ++label, 80, 64);
    return new LabelImage(SIDE, SIDE, labels);
  }

  private static void ellipse(
      int[] labels, int label, double row, double column, double tall, double wide) {
    for (int i = 0; i < labels.length; i++) {
      double far = Math.hypot((Math.floorDiv(i, SIDE) - row) / tall, (i % SIDE - column) / wide);
      if (far < 1 && labels[i] == 0) {
        labels[i] = label;
      }
    }
  }

  private static void crescent(int[] labels, int label, double row, double column) {
    for (int i = 0; i < labels.length; i++) {
      double outer = Math.hypot(Math.floorDiv(i, SIDE) - row, i % SIDE - column);
      double inner = Math.hypot(Math.floorDiv(i, SIDE) - row, i % SIDE - column - 7);
      if (outer < 12 && inner > 8 && labels[i] == 0) {
        labels[i] = label;
      }
    }
  }
}
