package org.cellcount.augment;

import java.util.Optional;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** Small samples for the tests of this room. */
final class Samples {
  private Samples() {}

  /** Six cells: soft-rimmed discs; image and mask hold the same values, in separate arrays. */
  static CellSample discs(int height, int width) {
    float[] mask = new float[height * width];
    int[] labels = new int[height * width];
    for (int cell = 0; cell < 6; cell++) {
      double centreRow = (cell < 3 ? 0.25 : 0.72) * height;
      double centreColumn = (cell % 3 + 0.5) * width / 3.0;
      double radius = 0.11 * Math.min(height, width) + 0.5 * cell;
      for (int row = 0, i = 0; row < height; row++) {
        for (int column = 0; column < width; column++, i++) {
          double inside = radius - Math.hypot(row - centreRow, column - centreColumn);
          mask[i] = (float) Math.max(mask[i], Math.min(1, inside + 1));
          labels[i] = inside > -0.5 ? cell + 1 : labels[i];
        }
      }
    }
    return new CellSample(
        new GrayImage(height, width, mask.clone()),
        new GrayImage(height, width, mask),
        Optional.of(new LabelImage(height, width, labels)));
  }

  /** A deep copy, for comparing afterwards. */
  static CellSample copy(CellSample sample) {
    return new CellSample(
        sample.image().copy(),
        sample.mask().copy(),
        sample.labels().map(l -> new LabelImage(l.height(), l.width(), l.labels().clone())));
  }

  static GrayImage gray(float[][] rows) {
    float[] pixels = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, pixels, row * rows[0].length, rows[0].length);
    }
    return new GrayImage(rows.length, rows[0].length, pixels);
  }

  /** A 2 by 3 sample whose pixels tell where they were: image, mask and labels differ. */
  static CellSample small() {
    return new CellSample(
        gray(new float[][] {{.1f, .2f, .3f}, {.4f, .5f, .6f}}),
        gray(new float[][] {{0, 0, 1}, {.5f, 1, 1}}),
        Optional.of(new LabelImage(2, 3, new int[] {0, 0, 7, 9, 9, 7})));
  }
}
