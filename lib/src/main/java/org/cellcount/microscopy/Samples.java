package org.cellcount.microscopy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cellcount.image.GrayImage;

/**
 * The file's values of one channel, its planes made one.
 *
 * @param source where they are read from
 * @param channel from 0, or {@link #LUMINANCE}
 * @param planes from 0; at least one
 * @param projection how several planes become one
 * @param frame from 0
 */
record Samples(
    SampleSource source, int channel, List<Integer> planes, Projection projection, int frame) {
  static final int LUMINANCE = -1;
  static final String LUMINANCE_NAME = "luminance";

  // ITU-R BT.601, in whole numbers: three equal samples give exactly what one gray sample gives.
  private static final int[] WEIGHTS = {299, 587, 114};
  private static final int WEIGHT = 1000;
  private static final int BAND_PIXELS = 1 << 20;

  /** Copies the list. */
  Samples {
    planes = List.copyOf(planes);
  }

  Samples(SampleSource source, List<Integer> planes, Projection projection, int frame) {
    this(source, 0, planes, projection, frame);
  }

  Samples of(int anotherChannel) {
    return new Samples(source, anotherChannel, planes, projection, frame);
  }

  /** Which values are 0 and 1, if that can be said without looking at them. */
  Optional<IntensityScale> scale() {
    int sum = projection == Projection.SUM ? planes.size() : 1;
    return source.layout().kind().scale().map(scale -> scale.times(sum));
  }

  /** Reads a rectangle, a band of rows after the other, so that little more is in memory. */
  float[] read(int row, int column, int height, int width) throws IOException {
    float[] result = GrayImage.zeros(height, width).pixels();
    int most = Math.max(1, Math.min(height, BAND_PIXELS / width));
    boolean alone = planes.size() == 1 && channel != LUMINANCE;
    for (int top = 0; top < height; top += alone ? height : most) {
      int rows = alone ? height : Math.min(most, height - top);
      float[] band = alone ? result : new float[rows * width];
      readBand(row + top, column, rows, width, band);
      if (!alone) {
        System.arraycopy(band, 0, result, top * width, band.length);
      }
    }
    return result;
  }

  private void readBand(int row, int column, int height, int width, float[] target)
      throws IOException {
    readPlane(planes.get(0), row, column, height, width, target);
    if (planes.size() == 1) {
      return;
    }
    boolean max = projection == Projection.MAX;
    boolean reversed = source.layout().kind().whiteIsZero();
    double[] sums = new double[max ? 0 : target.length];
    float[] plane = new float[target.length];
    for (int number : planes) {
      readPlane(number, row, column, height, width, plane);
      for (int i = 0; i < plane.length; i++) {
        if (max) {
          target[i] = reversed ? Math.min(target[i], plane[i]) : Math.max(target[i], plane[i]);
        } else {
          sums[i] += plane[i];
        }
      }
    }
    int divisor = projection == Projection.MEAN ? planes.size() : 1;
    for (int i = 0; i < sums.length; i++) {
      target[i] = (float) (sums[i] / divisor);
    }
  }

  private void readPlane(int plane, int row, int column, int height, int width, float[] target)
      throws IOException {
    if (channel != LUMINANCE) {
      source.read(channel, plane, frame, row, column, height, width, target);
      return;
    }
    float[][] colours = new float[WEIGHTS.length][target.length];
    for (int c = 0; c < WEIGHTS.length; c++) {
      source.read(c, plane, frame, row, column, height, width, colours[c]);
    }
    for (int i = 0; i < target.length; i++) {
      double sum = 0;
      for (int c = 0; c < WEIGHTS.length; c++) {
        sum += WEIGHTS[c] * (double) colours[c][i];
      }
      target[i] = (float) (sum / WEIGHT);
    }
  }
}
