package org.cellcount.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellcount.base.Require;

/**
 * Where the background of an image lies and how far above it its cells reach, found so that neither
 * a few pixels nor a bright corner can set them.
 *
 * <p>Everything is measured on the medians of blocks of 3x3 pixels, which single hot or dead pixels
 * do not reach, and in tiles of about 128 pixels. A tile's background is its 2nd percentile;
 * between the middles of tiles the background is interpolated, so that a ramp or a vignette goes
 * with it. The cells' brightness is the median of the tiles' ranges (2nd to 99.7th percentile) over
 * tiles that hold more than noise: a block of debris, however bright, sets that of its own tile
 * alone.
 *
 * <p>An image is {@linkplain #isEmpty() empty} if nothing rises above its background: where its
 * bright side reaches no farther from the median than its dark side, as in noise of any kind and
 * smoothness, or where all of it lies within a few steps of its intensities.
 */
public final class Contrast implements Normalisation.Levels {
  private static final int BLOCK = 3;
  private static final int TILE = 128;
  private static final double DARKEST = 0.01;
  private static final double LOW = 0.02;
  private static final double HIGH = 0.997;

  /** Standard deviations from the median to the 1st percentile of a normal distribution. */
  private static final double DARKEST_DEVIATIONS = 2.326;

  /** A tile whose range is fewer standard deviations of the background holds noise alone. */
  private static final double NOISE_RANGE = 8;

  /**
   * Noise reaches about as far to the bright side as to the dark one; a field with cells farther.
   */
  private static final double NOISE_RATIO = 1.6;

  /** An image that uses more than this share of its scale is never called empty. */
  private static final double EMPTY_RANGE = 0.1;

  private static final int EMPTY_STEPS = 6;
  private static final int FEW = 4;

  /**
   * Fields of bright cells reach at most a quarter as far to the dark side as to the bright one.
   */
  private static final double INVERTED_RATIO = 2.5;

  /** No cell is so many times brighter than the others. */
  private static final double OUTSHONE_RANGES = 6;

  /** A mask has two or three intensities; the darkest image has more. */
  private static final int MASK_INTENSITIES = 3;

  private static final int SAMPLED = 1 << 16;

  /** Pixels of the rows that are read at once. */
  private static final int BAND_PIXELS = 1 << 22;

  private final int height;
  private final int width;
  private final int tileRows;
  private final int tileColumns;
  private final float[] backgrounds;
  private final float range;
  private final boolean empty;
  private final boolean inverted;
  private final boolean outshone;
  private final boolean mask;

  private Contrast(Measured image, int rows, int columns, float[] backgrounds, float range) {
    height = image.height;
    width = image.width;
    tileRows = rows;
    tileColumns = columns;
    this.backgrounds = backgrounds;
    this.range = range;
    OrderStatistics order = new OrderStatistics(image.medians.pixels());
    float median = order.quantile(0.5);
    empty = isEmpty(image.step(), order, image.medians.pixels().length);
    inverted =
        !empty
            && median - order.quantile(DARKEST)
                > INVERTED_RATIO * (order.quantile(1 - DARKEST) - median);
    outshone = !empty && image.brighterThan(median + OUTSHONE_RANGES * range) > FEW;
    mask = !empty && image.hasAtMost(MASK_INTENSITIES);
  }

  /**
   * Measures an image.
   *
   * @throws IllegalArgumentException if a value is NaN
   */
  public static Contrast of(GrayImage image) {
    Measured measured = new Measured(image.height(), image.width());
    measured.add(image, 0);
    return of(measured);
  }

  /**
   * The same of an image that is read some rows at a time; a ninth of its pixels is held.
   *
   * @throws IllegalArgumentException if a value is NaN
   * @throws IOException if it cannot be read
   */
  public static Contrast of(Bands image, int height, int width) throws IOException {
    Measured measured = new Measured(height, width);
    int rows = Math.max(1, BAND_PIXELS / width / BLOCK) * BLOCK;
    for (int top = 0; top < height; top += rows) {
      // The last block row ends before the image does; a lone row or two belong to no block.
      measured.add(image.read(top, Math.min(rows, height - top)), top);
    }
    return of(measured);
  }

  private static Contrast of(Measured image) {
    GrayImage medians = image.medians;
    int rows = tiles(medians.height());
    int columns = tiles(medians.width());
    float[] backgrounds = new float[rows * columns];
    float[] ranges = new float[rows * columns];
    float[] noises = new float[rows * columns];
    for (int r = 0, t = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++, t++) {
        OrderStatistics tile =
            new OrderStatistics(
                part(
                    medians,
                    r * medians.height() / rows,
                    (r + 1) * medians.height() / rows,
                    c * medians.width() / columns,
                    (c + 1) * medians.width() / columns));
        backgrounds[t] = tile.quantile(LOW);
        ranges[t] = tile.quantile(HIGH) - backgrounds[t];
        noises[t] = (float) ((tile.quantile(0.5) - tile.quantile(DARKEST)) / DARKEST_DEVIATIONS);
      }
    }
    return new Contrast(image, rows, columns, backgrounds, typical(ranges, noises));
  }

  private static int tiles(int length) {
    return Math.max(1, Math.round((float) length * BLOCK / TILE));
  }

  /** The median range of the tiles that hold more than noise; of all if none does. */
  private static float typical(float[] ranges, float[] noises) {
    float noise = new OrderStatistics(noises).quantile(0.5);
    float[] signal = new float[ranges.length];
    int tiles = 0;
    for (float range : ranges) {
      if (range > NOISE_RANGE * noise) {
        signal[tiles++] = range;
      }
    }
    return new OrderStatistics(tiles == 0 ? ranges : Arrays.copyOf(signal, tiles)).quantile(0.5);
  }

  private static boolean isEmpty(float step, OrderStatistics order, int blocks) {
    // The few at either end may be dirt.
    double end = Math.min(0.01, (double) FEW / blocks);
    float darkest = order.quantile(end);
    float median = order.quantile(0.5);
    float high = order.quantile(1 - end);
    float all = high - darkest;
    return all == 0
        || (all < EMPTY_RANGE
            && (high - median < NOISE_RATIO * (median - darkest)
                || all < (EMPTY_STEPS + 0.5) * step));
  }

  /** What is needed of an image: the medians of its blocks, and some of its pixels. */
  private static final class Measured {
    private final int height;
    private final int width;

    /** The medians of blocks of 3x3 pixels; a side of fewer pixels is one block. */
    private final GrayImage medians;

    private final long stride;
    private final float[] sampled;

    Measured(int height, int width) {
      this.height = height;
      this.width = width;
      medians = GrayImage.zeros(Math.max(1, height / BLOCK), Math.max(1, width / BLOCK));
      long pixels = (long) height * width;
      stride = pixels / SAMPLED + 1;
      sampled = new float[(int) ((pixels + stride - 1) / stride)];
    }

    /** Some rows, whose first one begins a block. */
    void add(GrayImage rows, int top) {
      for (float value : rows.pixels()) {
        if (Float.isNaN(value)) {
          throw Require.refusal("image value", value, "a number");
        }
      }
      float[] block = new float[BLOCK * BLOCK];
      int first = top / BLOCK;
      int end = Math.min(medians.height(), first + Math.max(1, rows.height() / BLOCK));
      for (int r = first; r < end; r++) {
        for (int c = 0; c < medians.width(); c++) {
          int values = 0;
          int from = (r - first) * BLOCK;
          for (int i = from; i < Math.min(rows.height(), from + BLOCK); i++) {
            for (int j = c * BLOCK; j < Math.min(width, (c + 1) * BLOCK); j++) {
              float value = rows.pixels()[i * width + j];
              int at = values++;
              for (; at > 0 && block[at - 1] > value; at--) {
                block[at] = block[at - 1];
              }
              block[at] = value;
            }
          }
          medians.pixels()[r * medians.width() + c] = block[values / 2];
        }
      }
      long start = (long) top * width;
      for (long i = (start + stride - 1) / stride; i < sampled.length; i++) {
        long at = i * stride - start;
        if (at >= rows.pixels().length) {
          break;
        }
        sampled[(int) i] = rows.pixels()[(int) at];
      }
    }

    /** How many of some thousand pixels are brighter than a level. */
    int brighterThan(double level) {
      int brighter = 0;
      for (float value : sampled) {
        brighter += value > level ? 1 : 0;
      }
      return brighter;
    }

    /** Whether some thousand pixels share so few intensities. */
    boolean hasAtMost(int intensities) {
      return IntStream.range(0, sampled.length)
              .mapToObj(i -> sampled[i])
              .distinct()
              .limit(intensities + 1)
              .count()
          <= intensities;
    }

    /** The smallest difference between two of some thousand intensities, up to a hundredth. */
    float step() {
      float[] sorted = sampled.clone();
      Arrays.sort(sorted);
      float step = 0.01f;
      for (int i = 1; i < sorted.length; i++) {
        float difference = sorted[i] - sorted[i - 1];
        if (difference > 0 && difference < step) {
          step = difference;
        }
      }
      return step;
    }
  }

  private static float[] part(GrayImage image, int top, int bottom, int left, int right) {
    float[] part = new float[(bottom - top) * (right - left)];
    for (int row = top, to = 0; row < bottom; row++, to += right - left) {
      System.arraycopy(image.pixels(), row * image.width() + left, part, to, right - left);
    }
    return part;
  }

  /** Whether nothing rises above the background. */
  public boolean isEmpty() {
    return empty;
  }

  /** Whether the image looks like a negative: most of it bright, and dark what is not. */
  public boolean isInverted() {
    return inverted;
  }

  /** Whether some pixels are many times brighter than ordinary cells. */
  public boolean isOutshone() {
    return outshone;
  }

  /** Whether it has so few intensities that it is a mask rather than an image. */
  public boolean isMask() {
    return mask;
  }

  /** How far the brightest parts of ordinary cells lie above the background, in intensity. */
  public float range() {
    return range;
  }

  /**
   * The image with the background at 0 and the cells' brightness at 1, clipped to 0..{@code most};
   * zeros if it is {@linkplain #isEmpty() empty}.
   *
   * @param rows of the image measured, never modified
   * @param top which row of the image the first one is
   */
  GrayImage stretch(GrayImage rows, int top, float most) {
    Require.that(
        rows.width() == width && top >= 0 && top + rows.height() <= height,
        "image",
        "of " + rows.height() + "x" + rows.width() + " from row " + top,
        "a part of " + height + "x" + width);
    GrayImage stretched = GrayImage.zeros(rows.height(), width);
    if (empty || range <= 0) {
      return stretched;
    }
    float[] low = new float[width];
    for (int row = 0; row < rows.height(); row++) {
      backgroundRow(top + row, low);
      for (int column = 0, i = row * width; column < width; column++, i++) {
        float value = (rows.pixels()[i] - low[column]) / range;
        stretched.pixels()[i] = Math.max(0, Math.min(most, value));
      }
    }
    return stretched;
  }

  /** The background along a row, linear between the middles of tiles. */
  private void backgroundRow(int row, float[] low) {
    float down = position(row, height, tileRows);
    int above = (int) down;
    int below = Math.min(tileRows - 1, above + 1);
    for (int column = 0; column < width; column++) {
      float across = position(column, width, tileColumns);
      int left = (int) across;
      int right = Math.min(tileColumns - 1, left + 1);
      float upper = mix(backgrounds, above * tileColumns, left, right, across - left);
      float lower = mix(backgrounds, below * tileColumns, left, right, across - left);
      low[column] = upper + (down - above) * (lower - upper);
    }
  }

  private static float mix(float[] values, int row, int left, int right, float share) {
    return values[row + left] + share * (values[row + right] - values[row + left]);
  }

  /** Where a pixel lies between the middles of tiles, 0 at the first and tiles - 1 at the last. */
  private static float position(int pixel, int length, int tiles) {
    return Math.max(0, Math.min(tiles - 1, (pixel + 0.5f) * tiles / length - 0.5f));
  }
}
