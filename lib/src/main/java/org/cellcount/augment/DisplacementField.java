package org.cellcount.augment;

import java.util.Optional;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Where each pixel of a bent image comes from: pixel (row, column) shows what was at (row +
 * rows(row, column), column + columns(row, column)).
 *
 * @param rows displacement along rows, pixels
 * @param columns displacement along columns, pixels, of the same size
 */
public record DisplacementField(GrayImage rows, GrayImage columns) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if they differ
   */
  public DisplacementField {
    requireSameSize("columns", columns, rows);
  }

  private static void requireSameSize(String name, GrayImage image, GrayImage rows) {
    if (image.height() != rows.height() || image.width() != rows.width()) {
      throw new IllegalArgumentException(
          name
              + " "
              + image.height()
              + "x"
              + image.width()
              + " does not match the displacement of rows "
              + rows.height()
              + "x"
              + rows.width());
    }
  }

  /**
   * Bends a sample: the image is interpolated bilinearly, mask and labels take the nearest pixel.
   * What comes from beyond the border is mirrored about the outermost pixels, in all three alike,
   * so that mask and labels stay true to the image there as well.
   *
   * @throws IllegalArgumentException if the sample is not of this size
   */
  public CellSample apply(CellSample sample) {
    requireSameSize("image", sample.image(), rows);
    int height = rows.height();
    int width = rows.width();
    int length = height * width;
    float[] fromImage = sample.image().pixels();
    float[] fromMask = sample.mask().pixels();
    float[] image = new float[length];
    float[] mask = new float[length];
    int[] nearest = new int[length];
    for (int row = 0, i = 0; row < height; row++) {
      for (int column = 0; column < width; column++, i++) {
        float y = reflect(row + rows.pixels()[i], height - 1);
        float x = reflect(column + columns.pixels()[i], width - 1);
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(top + 1, height - 1);
        int right = Math.min(left + 1, width - 1);
        float down = y - top;
        float across = x - left;
        float above = mix(fromImage[top * width + left], fromImage[top * width + right], across);
        float below =
            mix(fromImage[bottom * width + left], fromImage[bottom * width + right], across);
        image[i] = mix(above, below, down);
        nearest[i] = Math.round(y) * width + Math.round(x);
        mask[i] = fromMask[nearest[i]];
      }
    }
    Optional<LabelImage> labels = sample.labels().map(l -> take(l, nearest));
    return new CellSample(
        new GrayImage(height, width, image), new GrayImage(height, width, mask), labels);
  }

  private static LabelImage take(LabelImage source, int[] nearest) {
    int[] labels = new int[nearest.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = source.labels()[nearest[i]];
    }
    return new LabelImage(source.height(), source.width(), labels);
  }

  private static float mix(float a, float b, float share) {
    return a + share * (b - a);
  }

  /** Mirrors a coordinate about 0 and last until it lies between them. */
  private static float reflect(float coordinate, int last) {
    if (last == 0) {
      return 0;
    }
    float c = coordinate;
    while (c < 0 || c > last) {
      c = c < 0 ? -c : 2 * last - c;
    }
    return c;
  }
}
