package org.cellcount.instance;

import java.util.Arrays;
import org.cellcount.base.KeyHeap;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * How long it takes from the nearest source to each pixel of a cell where the speed is the depth,
 * and the way back: the fast marching method (J. Sethian 1996, doi:10.1073/pnas.93.4.1591) on all
 * cells at once. n log n in the number of their pixels.
 */
final class FastMarch {
  private final int[] labels;
  private final int height;
  private final int width;
  private final float[] depth;
  private final float[] time;
  private final boolean[] arrived;
  private final float[] rows;
  private final float[] columns;

  /** Times and pixels. */
  private final KeyHeap queue = new KeyHeap(1024);

  FastMarch(LabelImage image, GrayImage depth) {
    labels = image.labels();
    height = image.height();
    width = image.width();
    this.depth = depth.pixels();
    time = new float[labels.length];
    arrived = new boolean[labels.length];
    rows = new float[labels.length];
    columns = new float[labels.length];
    Arrays.fill(time, Float.POSITIVE_INFINITY);
  }

  /** Where a march begins. */
  void source(int pixel) {
    time[pixel] = 0;
    put(pixel);
  }

  /** Marches, and gives the unit vectors along which each pixel was reached, reversed. */
  GradientFlows flows() {
    while (!queue.isEmpty()) {
      int i = (int) queue.take();
      if (!arrived[i]) {
        arrived[i] = true;
        turnBack(i);
        int column = i % width;
        if (i >= width) {
          reach(i - width, labels[i]);
        }
        if (column > 0) {
          reach(i - 1, labels[i]);
        }
        if (column < width - 1) {
          reach(i + 1, labels[i]);
        }
        if (i < labels.length - width) {
          reach(i + width, labels[i]);
        }
      }
    }
    return new GradientFlows(
        new GrayImage(height, width, rows), new GrayImage(height, width, columns));
  }

  private void reach(int i, int label) {
    if (labels[i] != label || arrived[i]) {
      return;
    }
    float a = Math.min(above(i), below(i));
    float b = Math.min(left(i), right(i));
    float first = Math.min(a, b);
    float apart = Math.abs(a - b);
    float step = 1 / depth[i];
    // The time t of this pixel solves (t - a)^2 + (t - b)^2 = step^2 if it is later than both.
    float t =
        apart < step
            ? first + (apart + (float) Math.sqrt(2 * step * step - apart * apart)) / 2
            : first + step;
    if (t < time[i]) {
      time[i] = t;
      put(i);
    }
  }

  /** Points down the slope of time, by the neighbours that were reached before. */
  private void turnBack(int i) {
    float above = above(i);
    float below = below(i);
    float left = left(i);
    float right = right(i);
    float dr = Math.max(0, time[i] - Math.min(above, below)) * (above <= below ? -1 : 1);
    float dc = Math.max(0, time[i] - Math.min(left, right)) * (left <= right ? -1 : 1);
    float length = (float) Math.sqrt(dr * dr + dc * dc);
    if (length > 0) {
      rows[i] = dr / length;
      columns[i] = dc / length;
    }
  }

  private float above(int i) {
    return i >= width ? time(i - width, labels[i]) : Float.POSITIVE_INFINITY;
  }

  private float below(int i) {
    return i < labels.length - width ? time(i + width, labels[i]) : Float.POSITIVE_INFINITY;
  }

  private float left(int i) {
    return i % width > 0 ? time(i - 1, labels[i]) : Float.POSITIVE_INFINITY;
  }

  private float right(int i) {
    return i % width < width - 1 ? time(i + 1, labels[i]) : Float.POSITIVE_INFINITY;
  }

  private float time(int i, int label) {
    return arrived[i] && labels[i] == label ? time[i] : Float.POSITIVE_INFINITY;
  }

  /** Times are not negative, so that their bits are in their order. */
  private void put(int i) {
    queue.put((long) Float.floatToRawIntBits(time[i]) << 32 | i);
  }
}
