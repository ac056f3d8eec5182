package org.cellcount.count;

import java.util.Arrays;

/** {@link DistanceTransform} of a {@link RunLengthMask}, quick where objects are small. */
final class RunLengthDistance {
  /** Up to this many steps, looking around costs less than building an envelope. */
  private static final int FEW = 48;

  private float[] distance = {};
  private int[] squares = {};
  private DistanceTransform.Envelope envelope = new DistanceTransform.Envelope(0);

  /** The framed distances; the frame itself holds no distances. */
  float[] of(RunLengthMask runs) {
    int framed = runs.framed();
    int stride = runs.stride();
    if (distance.length < framed) {
      distance = new float[framed];
    }
    if (squares.length < stride) {
      squares = new int[stride];
      envelope = new DistanceTransform.Envelope(runs.width());
    }
    Arrays.fill(distance, 0, framed, 0);
    frame(framed, stride);
    alongColumns(runs, stride);
    for (int run = 0; run < runs.size(); run++) {
      alongRow(runs.first(run), runs.end(run), runs.height() + runs.width());
    }
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

  private void alongRow(int first, int end, int whole) {
    boolean outsideLeft = distance[first - 1] == 0;
    boolean outsideRight = distance[end] == 0;
    if (!outsideLeft || !outsideRight || end - first > FEW) {
      envelope.replace(distance, first, end, outsideLeft, outsideRight, whole);
      return;
    }
    int length = end - first;
    for (int x = 0; x < length; x++) {
      float along = Math.min(distance[first + x], FEW);
      squares[x + 1] = (int) (along * along);
    }
    squares[length + 1] = 0;
    for (int x = 1; x <= length; x++) {
      int nearest = squares[x];
      // Both ends are background: no step leads beyond them.
      for (int k = 1; k * k < nearest; k++) {
        nearest = Math.min(nearest, Math.min(squares[x - k], squares[x + k]) + k * k);
      }
      distance[first + x - 1] = (float) Math.sqrt(nearest);
    }
  }
}
