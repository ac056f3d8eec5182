package org.cellcount.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.cellcount.base.Require;

/**
 * Exact quantiles of an image that is read in bands, twice: first the upper 16 bits of every value
 * are counted, then the lower ones of those values that share the upper bits of a quantile.
 */
final class BandQuantiles {
  private static final int HALF = 16;
  private static final int VALUES = 1 << HALF;
  private static final int BAND_PIXELS = 1 << 22;

  private final Bands bands;
  private final int height;
  private final int rows;
  private final long[] upper = new long[VALUES];
  private final Map<Integer, long[]> lower = new TreeMap<>();
  private long pixels;

  private BandQuantiles(Bands bands, int height, int width) {
    this.bands = bands;
    this.height = height;
    rows = Math.max(1, Math.min(height, BAND_PIXELS / width));
  }

  /**
   * The ends of an image, the same as if it were read at once.
   *
   * @throws IllegalArgumentException if a value is NaN
   * @throws IOException if it cannot be read
   */
  static Normalisation.Ends ends(Bands bands, int height, int width) throws IOException {
    BandQuantiles image = new BandQuantiles(bands, height, width);
    image.countUpper();
    for (double share : Normalisation.shares()) {
      long below = (long) (share * (image.pixels - 1));
      image.prepare(below);
      image.prepare(Math.min(image.pixels - 1, below + 1));
    }
    image.countLower();
    return Normalisation.Ends.of(image::quantile);
  }

  private void countUpper() throws IOException {
    for (int top = 0; top < height; top += rows) {
      for (float value : bands.read(top, Math.min(rows, height - top)).pixels()) {
        if (Float.isNaN(value)) {
          throw Require.refusal("image value", value, "a number");
        }
        upper[key(value) >>> HALF]++;
      }
    }
    pixels = Arrays.stream(upper).sum();
  }

  private void countLower() throws IOException {
    for (int top = 0; top < height; top += rows) {
      for (float value : bands.read(top, Math.min(rows, height - top)).pixels()) {
        int key = key(value);
        long[] counts = lower.get(key >>> HALF);
        if (counts != null) {
          counts[key & VALUES - 1]++;
        }
      }
    }
  }

  /** An integer without sign, in the order of the floats. */
  private static int key(float value) {
    // Adding zero turns -0 into 0.
    int bits = Float.floatToRawIntBits(value + 0f);
    return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
  }

  private void prepare(long rank) {
    lower.computeIfAbsent(bucket(upper, rank), half -> new long[VALUES]);
  }

  /** Where the value of a rank has been counted. */
  private static int bucket(long[] counts, long rank) {
    long before = 0;
    int bucket = 0;
    while (before + counts[bucket] <= rank) {
      before += counts[bucket++];
    }
    return bucket;
  }

  private float ranked(long rank) {
    int high = bucket(upper, rank);
    long before = 0;
    for (int i = 0; i < high; i++) {
      before += upper[i];
    }
    return value(high << HALF | bucket(lower.get(high), rank - before));
  }

  private float quantile(double share) {
    double position = share * (pixels - 1);
    long below = (long) position;
    float low = ranked(below);
    if (position == below) {
      return low;
    }
    float high = ranked(below + 1);
    return (float) (low + (position - below) * (high - low));
  }
}
