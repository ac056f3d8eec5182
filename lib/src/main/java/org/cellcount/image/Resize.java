package org.cellcount.image;

import java.util.Arrays;

/**
 * Images in another size. Every output pixel covers an equal share of the input: it is the mean
 * over that area where the image shrinks, and interpolated between the two nearest rows and columns
 * where it grows. Rows and columns are treated one after the other.
 */
public final class Resize {
  private Resize() {}

  /**
   * Resizes intensities, probabilities or soft masks; the range of values stays.
   *
   * @param height rows of the result
   * @param width columns of the result
   * @throws IllegalArgumentException if a size is below 1
   */
  public static GrayImage to(GrayImage image, int height, int width) {
    return rows(image, 0, image.height(), height, width, 0, height);
  }

  /**
   * Which rows of an image some rows of its resized form are made of.
   *
   * @param imageHeight rows of the image
   * @param height rows of the result
   * @param top first row wanted of it
   * @param rows how many are wanted
   * @return the first row needed, and one past the last
   */
  public static int[] sources(int imageHeight, int height, int top, int rows) {
    Taps taps = new Taps(imageHeight, height, top, rows);
    int last = rows - 1;
    return new int[] {taps.first[0], taps.first[last] + taps.weights[last].length};
  }

  /**
   * Some rows of what {@link #to} gives, from those rows of the image that they are made of.
   *
   * @param band rows of the image, {@link #sources} among them
   * @param bandTop which row of the image its first one is
   * @param imageHeight rows of the whole image
   * @param height rows of the whole result
   * @param width columns of the result
   * @param top first row wanted of it
   * @param wanted how many are wanted
   */
  public static GrayImage rows(
      GrayImage band, int bandTop, int imageHeight, int height, int width, int top, int wanted) {
    GrayImage narrow = GrayImage.zeros(band.height(), width);
    Taps columns = new Taps(band.width(), width, 0, width);
    for (int row = 0; row < band.height(); row++) {
      for (int column = 0; column < width; column++) {
        double sum = 0;
        int first = row * band.width() + columns.first[column];
        double[] weights = columns.weights[column];
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * band.pixels()[first + k];
        }
        narrow.pixels()[row * width + column] = (float) sum;
      }
    }
    GrayImage resized = GrayImage.zeros(wanted, width);
    Taps rows = new Taps(imageHeight, height, top, wanted);
    double[] sums = new double[width];
    for (int row = 0; row < wanted; row++) {
      Arrays.fill(sums, 0);
      double[] weights = rows.weights[row];
      for (int k = 0; k < weights.length; k++) {
        int from = (rows.first[row] - bandTop + k) * width;
        for (int column = 0; column < width; column++) {
          sums[column] += weights[k] * narrow.pixels()[from + column];
        }
      }
      for (int column = 0; column < width; column++) {
        resized.pixels()[row * width + column] = (float) sums[column];
      }
    }
    return resized;
  }

  /**
   * Resizes intensities by a factor, each side to the nearest whole pixel and at least one; the
   * image itself if the factor is 1.
   */
  public static GrayImage by(GrayImage image, double factor) {
    if (factor == 1) {
      return image;
    }
    int height = Math.max(1, (int) Math.round(image.height() * factor));
    int width = Math.max(1, (int) Math.round(image.width() * factor));
    return to(image, height, width);
  }

  /**
   * Resizes labels: every output pixel takes the label at its centre.
   *
   * @param height rows of the result
   * @param width columns of the result
   * @throws IllegalArgumentException if a size is below 1
   */
  public static LabelImage to(LabelImage image, int height, int width) {
    int[] labels = new int[Sizes.area(height, width)];
    for (int row = 0; row < height; row++) {
      int fromRow = centre(row, height, image.height());
      for (int column = 0; column < width; column++) {
        labels[row * width + column] = image.get(fromRow, centre(column, width, image.width()));
      }
    }
    return new LabelImage(height, width, labels);
  }

  /**
   * The same for labels that come row by row; the result is no lower than they are.
   *
   * @param height rows of the result, at least those of the labels
   * @param width columns of the result
   */
  public static Rows<int[]> to(Rows<int[]> labels, int height, int width) {
    return new EnlargedRows(labels, height, width);
  }

  static int centre(int index, int outputs, int inputs) {
    return (int) ((2L * index + 1) * inputs / (2L * outputs));
  }

  /** Which inputs each output is the weighted sum of. */
  private static final class Taps {
    private final int[] first;
    private final double[][] weights;

    /** Of so many outputs from one on. */
    Taps(int inputs, int outputs, int from, int number) {
      first = new int[number];
      weights = new double[number][];
      for (int i = 0; i < number; i++) {
        if (outputs < inputs) {
          average(i, from + i, inputs, outputs);
        } else {
          interpolate(i, from + i, inputs, outputs);
        }
      }
    }

    private void average(int i, int output, int inputs, int outputs) {
      // In whole numbers: input j spans [j * outputs, (j + 1) * outputs) of inputs * outputs parts.
      long start = (long) output * inputs;
      long end = start + inputs;
      first[i] = (int) (start / outputs);
      weights[i] = new double[(int) ((end - 1) / outputs) - first[i] + 1];
      for (int k = 0; k < weights[i].length; k++) {
        long from = (long) (first[i] + k) * outputs;
        long covered = Math.min(end, from + outputs) - Math.max(start, from);
        weights[i][k] = (double) covered / inputs;
      }
    }

    private void interpolate(int i, int output, int inputs, int outputs) {
      double position = (output + 0.5) * inputs / outputs - 0.5;
      double inside = Math.max(0, Math.min(inputs - 1, position));
      first[i] = (int) Math.min(inside, Math.max(0, inputs - 2));
      double weight = inside - first[i];
      weights[i] = inputs == 1 ? new double[] {1} : new double[] {1 - weight, weight};
    }
  }
}
