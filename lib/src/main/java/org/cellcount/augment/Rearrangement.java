package org.cellcount.augment;

import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * A flip or turn of the pixel grid: pixel (row, column) of the result is pixel {@code start + row *
 * rowStep + column * columnStep} of the source.
 */
record Rearrangement(int height, int width, int start, int rowStep, int columnStep) {

  static Rearrangement horizontalFlip(GrayImage source) {
    int width = source.width();
    return new Rearrangement(source.height(), width, width - 1, width, -1);
  }

  static Rearrangement verticalFlip(GrayImage source) {
    int height = source.height();
    int width = source.width();
    return new Rearrangement(height, width, (height - 1) * width, -width, 1);
  }

  /** Counter-clockwise, by 1, 2 or 3 quarter turns. */
  static Rearrangement rotation(GrayImage source, int quarterTurns) {
    int height = source.height();
    int width = source.width();
    return switch (quarterTurns) {
      case 1 -> new Rearrangement(width, height, width - 1, -1, width);
      case 2 -> new Rearrangement(height, width, height * width - 1, -width, -1);
      case 3 -> new Rearrangement(width, height, (height - 1) * width, 1, -width);
      default ->
          throw new IllegalArgumentException(
              "quarter turns " + quarterTurns + ": expected 1, 2 or 3");
    };
  }

  CellSample apply(CellSample sample) {
    return new CellSample(
        apply(sample.image()), apply(sample.mask()), sample.labels().map(this::apply));
  }

  private GrayImage apply(GrayImage source) {
    float[] from = source.pixels();
    float[] to = new float[from.length];
    for (int row = 0; row < height; row++) {
      int first = start + row * rowStep;
      for (int column = 0; column < width; column++) {
        to[row * width + column] = from[first + column * columnStep];
      }
    }
    return new GrayImage(height, width, to);
  }

  private LabelImage apply(LabelImage source) {
    int[] from = source.labels();
    int[] to = new int[from.length];
    for (int row = 0; row < height; row++) {
      int first = start + row * rowStep;
      for (int column = 0; column < width; column++) {
        to[row * width + column] = from[first + column * columnStep];
      }
    }
    return new LabelImage(height, width, to);
  }
}
