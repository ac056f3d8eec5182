package org.cellcount.count;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Exact Euclidean distance to the nearest pixel outside, in pixels, between pixel centres.
 *
 * <p>What lies beyond the image border is not outside: a cell cut by the border is deepest at the
 * border. First the distance along each column, then along each row the lower envelope of the
 * parabolas that stand on it (A. Meijster, J. Roerdink, W. Hesselink 2000; P. Felzenszwalb, D.
 * Huttenlocher, Theory of Computing 8, 2012, doi:10.4086/toc.2012.v008a019), linear in the number
 * of pixels. Pixels of one object that follow each other in a row need only their own columns and
 * the one on either side, so that each such run has an envelope of its own.
 */
public final class DistanceTransform {
  private DistanceTransform() {}

  /**
   * The distance of every pixel of a cell to the nearest pixel that is not of that cell; 0 for
   * background. In a mask, all foreground is one cell. A cell that is the whole image has the same
   * distance everywhere: height + width.
   *
   * @param cells labels, or a mask
   */
  public static GrayImage euclidean(RandomAccessibleInterval<? extends IntegerType<?>> cells) {
    LabelImage labels = LabelImage.of(cells);
    GrayImage distance = GrayImage.zeros(labels.height(), labels.width());
    euclidean(
        labels.labels(),
        labels.height(),
        labels.width(),
        distance.pixels(),
        new Envelope(labels.width()));
    return distance;
  }

  static void euclidean(int[] labels, int height, int width, float[] distance, Envelope envelope) {
    alongColumns(labels, height, width, distance);
    for (int row = 0; row < height; row++) {
      int start = row * width;
      int end = start + width;
      int i = start;
      while (i < end) {
        int label = labels[i];
        int first = i;
        do {
          i++;
        } while (i < end && labels[i] == label);
        if (label != 0) {
          envelope.replace(distance, first, i, first > start, i < end, height + width);
        }
      }
    }
  }

  /** Distance to the nearest other label above or below, infinite where there is none. */
  private static void alongColumns(int[] labels, int height, int width, float[] distance) {
    for (int i = 0; i < width; i++) {
      distance[i] = labels[i] == 0 ? 0 : Float.POSITIVE_INFINITY;
    }
    for (int i = width; i < height * width; i++) {
      int label = labels[i];
      distance[i] = label == 0 ? 0 : label == labels[i - width] ? distance[i - width] + 1 : 1;
    }
    for (int i = (height - 1) * width - 1; i >= 0; i--) {
      float below = labels[i] == labels[i + width] ? distance[i + width] + 1 : 1;
      distance[i] = Math.min(distance[i], below);
    }
  }

  /** Lower envelope of parabolas over one row of one object. */
  static final class Envelope {
    private final double[] centres;
    private final double[] heights;
    private final double[] from;
    private int size;

    Envelope(int width) {
      centres = new double[width + 2];
      heights = new double[width + 2];
      from = new double[width + 2];
    }

    /** The longest row it has room for. */
    int width() {
      return from.length - 2;
    }

    /**
     * Replaces distances along the columns by Euclidean ones in the pixels first (inclusive) to end
     * (exclusive).
     */
    void replace(
        float[] distance,
        int first,
        int end,
        boolean outsideLeft,
        boolean outsideRight,
        int whole) {
      size = 0;
      if (outsideLeft) {
        add(-1, 0);
      }
      for (int i = first; i < end; i++) {
        double along = distance[i];
        if (along < Float.POSITIVE_INFINITY) {
          add(i - first, along * along);
        }
      }
      if (outsideRight) {
        add(end - first, 0);
      }
      int k = 0;
      for (int i = first; i < end; i++) {
        int x = i - first;
        while (k < size - 1 && from[k + 1] < x) {
          k++;
        }
        double dx = x - centres[k];
        distance[i] = size == 0 ? whole : (float) Math.sqrt(dx * dx + heights[k]);
      }
    }

    private void add(double centre, double height) {
      double start = Double.NEGATIVE_INFINITY;
      while (size > 0) {
        double c = centres[size - 1];
        start = (height + centre * centre - heights[size - 1] - c * c) / (2 * (centre - c));
        if (start > from[size - 1]) {
          break;
        }
        size--;
      }
      centres[size] = centre;
      heights[size] = height;
      from[size] = size == 0 ? Double.NEGATIVE_INFINITY : start;
      size++;
    }
  }
}
