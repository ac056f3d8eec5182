package org.cellcount.augment;

import org.cellcount.base.Require;
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
    Require.sameSize("columns", columns, rows);
  }

  /**
   * Bends a sample: the image is interpolated bilinearly, mask and labels take the nearest pixel.
   * What comes from beyond the border is mirrored about the outermost pixels, in all three alike,
   * so that mask and labels stay true to the image there as well.
   *
   * @throws IllegalArgumentException if the sample is not of this size
   */
  public CellSample apply(CellSample sample) {
    Require.sameSize("image", sample.image(), rows);
    int height = rows.height();
    int width = rows.width();
    float[] rowShift = rows.pixels();
    float[] columnShift = columns.pixels();
    float[] from = sample.image().pixels();
    float[] image = new float[height * width];
    int[] nearest = new int[height * width];
    for (int row = 0, i = 0; row < height; row++) {
      for (int column = 0; column < width; column++, i++) {
        float y = reflect(row + rowShift[i], height - 1);
        float x = reflect(column + columnShift[i], width - 1);
        int top = (int) y;
        int left = (int) x;
        int corner = top * width + left;
        int right = left < width - 1 ? 1 : 0;
        int below = top < height - 1 ? width : 0;
        float across = x - left;
        float upper = mix(from[corner], from[corner + right], across);
        float lower = mix(from[corner + below], from[corner + below + right], across);
        image[i] = mix(upper, lower, y - top);
        int nearestRow = (int) (y + 0.5f);
        nearest[i] = nearestRow * width + (int) (x + 0.5f);
      }
    }
    return new CellSample(
        new GrayImage(height, width, image),
        take(sample.mask(), nearest),
        sample.labels().map(labels -> take(labels, nearest)));
  }

  private static GrayImage take(GrayImage source, int[] nearest) {
    float[] from = source.pixels();
    float[] to = new float[nearest.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[nearest[i]];
    }
    return new GrayImage(source.height(), source.width(), to);
  }

  private static LabelImage take(LabelImage source, int[] nearest) {
    int[] from = source.labels();
    int[] to = new int[nearest.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[nearest[i]];
    }
    return new LabelImage(source.height(), source.width(), to);
  }

  private static float mix(float a, float b, float share) {
    return a + share * (b - a);
  }

  /** Mirrors a coordinate about 0 and last until it lies between them. */
  private static float reflect(float coordinate, int last) {
    float once = last - Math.abs(last - Math.abs(coordinate));
    return once >= 0 ? once : reflectFar(once, last);
  }

  private static float reflectFar(float coordinate, int last) {
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
