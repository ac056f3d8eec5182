package org.cellcount.count;

import java.util.Arrays;

/**
 * {@link DistanceTransform} of a {@link RunLengthMask}, quick where objects are small: short runs
 * are laid one behind the other, and all their pixels look ever farther around at once. Loops that
 * are that simple the compiler turns into instructions on many numbers.
 */
final class RunLengthDistance {
  /** Up to this many steps, looking around costs less than building an envelope. */
  private static final int FEW = 48;

  /** Pixels that look around at once. */
  private static final int ROOM = 1024;

  private float[] distance = {};
  private DistanceTransform.Envelope envelope = new DistanceTransform.Envelope(0);

  /** Squared distances along the columns, run behind run, and the background around them. */
  private final float[] squares = new float[ROOM];

  /** Squared distances to the nearest background that was seen so far. */
  private final float[] nearest = new float[ROOM];

  private final float[] left = new float[ROOM];
  private final float[] right = new float[ROOM];

  /** Where the runs that were laid begin, in the image and behind each other. */
  private final int[] firsts = new int[ROOM];

  private final int[] places = new int[ROOM];
  private final int[] lengths = new int[ROOM];
  private int laid;
  private int end;

  /** So many steps along the row bring every pixel of these runs to background. */
  private int steps;

  /** The framed distances; the frame itself holds no distances. */
  float[] of(RunLengthMask runs) {
    int framed = runs.framed();
    int stride = runs.stride();
    if (distance.length < framed) {
      distance = new float[framed];
    }
    if (envelope.width() < runs.width()) {
      envelope = new DistanceTransform.Envelope(runs.width());
    }
    Arrays.fill(distance, 0, framed, 0);
    frame(framed, stride);
    alongColumns(runs, stride);
    alongRows(runs);
    return distance;
  }

  /** What {@link #of} gave last. */
  float[] last() {
    return distance;
  }

  /** What lies beyond the border is infinitely far from any background. */
  private void frame(int framed, int stride) {
    Arrays.fill(distance, 0, stride, Float.POSITIVE_INFINITY);
    Arrays.fill(distance, framed - stride, framed, Float.POSITIVE_INFINITY);
    for (int i = stride; i < framed; i += stride) {
      distance[i] = Float.POSITIVE_INFINITY;
      distance[i - 1] = Float.POSITIVE_INFINITY;
    }
  }

  private void alongColumns(RunLengthMask runs, int stride) {
    for (int run = 0; run < runs.size(); run++) {
      int end = runs.end(run);
      for (int i = runs.first(run); i < end; i++) {
        distance[i] = distance[i - stride] + 1;
      }
    }
    for (int run = runs.size() - 1; run >= 0; run--) {
      int end = runs.end(run);
      for (int i = runs.first(run); i < end; i++) {
        distance[i] = Math.min(distance[i], distance[i + stride] + 1);
      }
    }
  }

  private void alongRows(RunLengthMask runs) {
    for (int run = 0; run < runs.size(); run++) {
      int first = runs.first(run);
      int length = runs.length(run);
      boolean outsideLeft = distance[first - 1] == 0;
      boolean outsideRight = distance[runs.end(run)] == 0;
      if (length > FEW || !(outsideLeft || outsideRight)) {
        int whole = runs.height() + runs.width();
        envelope.replace(distance, first, first + length, outsideLeft, outsideRight, whole);
      } else {
        lay(first, length, outsideLeft, outsideRight);
      }
    }
    lookAround();
  }

  /**
   * Lays a run behind the others: between background, beyond which no step leads nearer, or on one
   * side infinity as far as the run is long.
   */
  private void lay(int first, int length, boolean outsideLeft, boolean outsideRight) {
    if (end + length + 2 * FEW > ROOM) {
      lookAround();
    }
    if (outsideLeft) {
      squares[end++] = 0;
    } else {
      Arrays.fill(squares, end, end + length, Float.POSITIVE_INFINITY);
      end += length;
    }
    firsts[laid] = first;
    lengths[laid] = length;
    places[laid++] = end;
    System.arraycopy(distance, first, squares, end, length);
    end += length;
    if (outsideRight) {
      squares[end++] = 0;
    } else {
      Arrays.fill(squares, end, end + length, Float.POSITIVE_INFINITY);
      end += length;
    }
    steps = Math.max(steps, outsideLeft && outsideRight ? (length + 1) / 2 : length);
  }

  /** Finds the distances of the runs that were laid, and forgets them. */
  private void lookAround() {
    square(squares, end);
    System.arraycopy(squares, 0, nearest, 0, end);
    for (int k = 1; k <= steps; k++) {
      System.arraycopy(squares, 0, left, k, end - k);
      System.arraycopy(squares, k, right, 0, end - k);
      approach(nearest, left, right, k * k, end);
    }
    root(nearest, end);
    for (int run = 0; run < laid; run++) {
      System.arraycopy(nearest, places[run], distance, firsts[run], lengths[run]);
    }
    end = 0;
    laid = 0;
    steps = 0;
  }

  private static void square(float[] values, int n) {
    for (int x = 0; x < n; x++) {
      values[x] = values[x] * values[x];
    }
  }

  private static void approach(float[] nearest, float[] left, float[] right, float step, int n) {
    for (int x = 0; x < n; x++) {
      nearest[x] = Math.min(nearest[x], Math.min(left[x], right[x]) + step);
    }
  }

  private static void root(float[] values, int n) {
    for (int x = 0; x < n; x++) {
      values[x] = (float) Math.sqrt(values[x]);
    }
  }
}
