package org.cellcount.image;

import org.cellcount.base.Require;

/**
 * Quantiles of an array without sorting it: quickselect (Hoare, Algorithm 65, 1961), linear time on
 * average.
 */
public final class OrderStatistics {
  private final float[] values;

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if one is NaN
   */
  public OrderStatistics(float[] values) {
    for (float value : values) {
      if (Float.isNaN(value)) {
        throw Require.refusal("image value", value, "a number");
      }
    }
    this.values = values.clone();
  }

  /**
   * The value below which a share of all lies, interpolated between neighbours as NumPy does.
   *
   * @param share 0..1
   */
  public float quantile(double share) {
    double position = share * (values.length - 1);
    int below = (int) position;
    float low = select(below);
    if (position == below) {
      return low;
    }
    // Selecting has left everything beyond at the right.
    float high = Float.POSITIVE_INFINITY;
    for (int i = below + 1; i < values.length; i++) {
      high = Math.min(high, values[i]);
    }
    return (float) (low + (position - below) * (high - low));
  }

  private float select(int rank) {
    int left = 0;
    int right = values.length - 1;
    while (left < right) {
      float pivot = median(values[left], values[(left + right) >>> 1], values[right]);
      int i = left;
      int j = right;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (rank <= j) {
        right = j;
      } else if (rank >= i) {
        left = i;
      } else {
        break;
      }
    }
    return values[rank];
  }

  private static float median(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
