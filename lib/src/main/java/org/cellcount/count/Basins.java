package org.cellcount.count;

import java.util.Arrays;

/**
 * Divides a landscape into the catchment basins of its h-maxima without a queue.
 *
 * <p>Every pixel points to the highest of its 8 neighbours, so that each maximum gathers a basin.
 * The highest pixel pairs between neighbouring basins are the saddles. From the highest saddle
 * down, the lower of two basins joins the higher if its peak does not rise h above the saddle. The
 * peaks that are left are the h-maxima, the basins their watershed. Ties are broken by position,
 * which is harmless: a false maximum on a plateau rises by 0 and joins. Linear in pixels but for
 * the sorting of saddles.
 *
 * <p>Keeps its arrays for the next image of at most the same size.
 */
final class Basins {
  /** Heights with a frame of one pixel around; negative infinity is background. */
  private float[] land = {};

  /** Of each framed pixel: 0 background, positive the pixel uphill, negative its basin. */
  private int[] uphill = {};

  private int height;
  private int width;
  private int framed;

  private int basins;
  private int[] peak = new int[64];
  private int[] area = new int[64];
  private int[] joined = new int[64];
  private int[] firstSaddle = new int[64];

  private int saddles;
  private float[] saddleHeight = new float[128];
  private int[] saddleLow = new int[128];
  private int[] saddleHigh = new int[128];
  private int[] nextSaddle = new int[128];
  private long[] order = new long[128];

  /** The framed heights to fill in, all background. */
  float[] land(int height, int width) {
    this.height = height;
    this.width = width;
    framed = width + 2;
    int length = Math.multiplyExact(height + 2, framed);
    if (land.length < length) {
      land = new float[length];
      uphill = new int[length];
    }
    Arrays.fill(land, 0, length, Float.NEGATIVE_INFINITY);
    return land;
  }

  /** Where a pixel is in the framed arrays. */
  int index(int row, int column) {
    return (row + 1) * framed + column + 1;
  }

  /** Finds the basins. */
  void divide(double h, Connectivity connectivity) {
    boolean squeeze = connectivity == Connectivity.EIGHT;
    pointUphill(squeeze);
    gather();
    findSaddles(squeeze);
    join(h);
  }

  /**
   * A diagonal step between two background pixels is no step for {@link Connectivity#FOUR}: the two
   * pixels need not belong together.
   */
  private void pointUphill(boolean squeeze) {
    int end = (height + 1) * framed;
    Arrays.fill(uphill, 0, framed + 1, 0);
    Arrays.fill(uphill, end, end + framed, 0);
    for (int i = framed + 1; i < end; i++) {
      float here = land[i];
      if (here == Float.NEGATIVE_INFINITY) {
        uphill[i] = 0;
        continue;
      }
      int best = i;
      float highest = here;
      float left = land[i - 1];
      float right = land[i + 1];
      float above = land[i - framed];
      float below = land[i + framed];
      if (left >= highest) {
        best = i - 1;
        highest = left;
      }
      float aboveRight = land[i - framed + 1];
      if (aboveRight >= highest && (squeeze || inside(above) || inside(right))) {
        best = i - framed + 1;
        highest = aboveRight;
      }
      if (above >= highest) {
        best = i - framed;
        highest = above;
      }
      float aboveLeft = land[i - framed - 1];
      if (aboveLeft >= highest && (squeeze || inside(above) || inside(left))) {
        best = i - framed - 1;
        highest = aboveLeft;
      }
      if (right > highest) {
        best = i + 1;
        highest = right;
      }
      float belowLeft = land[i + framed - 1];
      if (belowLeft > highest && (squeeze || inside(below) || inside(left))) {
        best = i + framed - 1;
        highest = belowLeft;
      }
      if (below > highest) {
        best = i + framed;
        highest = below;
      }
      float belowRight = land[i + framed + 1];
      if (belowRight > highest && (squeeze || inside(below) || inside(right))) {
        best = i + framed + 1;
      }
      uphill[i] = best;
    }
  }

  private static boolean inside(float height) {
    return height != Float.NEGATIVE_INFINITY;
  }

  /** Replaces the pixel uphill by the basin, numbered in the order of first pixels. */
  private void gather() {
    basins = 0;
    int end = (height + 1) * framed;
    for (int i = framed + 1; i < end; i++) {
      if (uphill[i] > 0) {
        int top = i;
        while (uphill[top] > 0 && uphill[top] != top) {
          top = uphill[top];
        }
        int basin = uphill[top] < 0 ? -uphill[top] : newBasin(top);
        int step = i;
        while (uphill[step] > 0) {
          int next = uphill[step];
          uphill[step] = -basin;
          step = next;
        }
      }
      if (uphill[i] != 0) {
        area[-uphill[i]]++;
      }
    }
  }

  private int newBasin(int top) {
    int basin = ++basins;
    if (basin == peak.length) {
      peak = Arrays.copyOf(peak, 2 * basin);
      area = Arrays.copyOf(area, 2 * basin);
      joined = Arrays.copyOf(joined, 2 * basin);
      firstSaddle = Arrays.copyOf(firstSaddle, 2 * basin);
    }
    peak[basin] = top;
    area[basin] = 0;
    joined[basin] = basin;
    firstSaddle[basin] = -1;
    return basin;
  }

  private void findSaddles(boolean squeeze) {
    saddles = 0;
    int end = (height + 1) * framed;
    for (int i = framed + 1; i < end; i++) {
      int basin = uphill[i];
      if (basin == 0) {
        continue;
      }
      int right = uphill[i + 1];
      int below = uphill[i + framed];
      int belowLeft = uphill[i + framed - 1];
      int belowRight = uphill[i + framed + 1];
      if (right != basin && right != 0) {
        addSaddle(-basin, -right, Math.min(land[i], land[i + 1]));
      }
      if (below != basin && below != 0) {
        addSaddle(-basin, -below, Math.min(land[i], land[i + framed]));
      }
      if (belowLeft != basin && belowLeft != 0 && (squeeze || below != 0 || uphill[i - 1] != 0)) {
        addSaddle(-basin, -belowLeft, Math.min(land[i], land[i + framed - 1]));
      }
      if (belowRight != basin && belowRight != 0 && (squeeze || below != 0 || right != 0)) {
        addSaddle(-basin, -belowRight, Math.min(land[i], land[i + framed + 1]));
      }
    }
  }

  private void addSaddle(int a, int b, float height) {
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    for (int s = firstSaddle[low]; s >= 0; s = nextSaddle[s]) {
      if (saddleHigh[s] == high) {
        saddleHeight[s] = Math.max(saddleHeight[s], height);
        return;
      }
    }
    if (saddles == order.length) {
      saddleHeight = Arrays.copyOf(saddleHeight, 2 * saddles);
      saddleLow = Arrays.copyOf(saddleLow, 2 * saddles);
      saddleHigh = Arrays.copyOf(saddleHigh, 2 * saddles);
      nextSaddle = Arrays.copyOf(nextSaddle, 2 * saddles);
      order = new long[2 * saddles];
    }
    saddleHeight[saddles] = height;
    saddleLow[saddles] = low;
    saddleHigh[saddles] = high;
    nextSaddle[saddles] = firstSaddle[low];
    firstSaddle[low] = saddles++;
  }

  private void join(double h) {
    for (int s = 0; s < saddles; s++) {
      order[s] = SortKey.descending(saddleHeight[s], s);
    }
    Arrays.sort(order, 0, saddles);
    for (int k = 0; k < saddles; k++) {
      int s = (int) order[k];
      int a = root(saddleLow[s]);
      int b = root(saddleHigh[s]);
      if (a == b) {
        continue;
      }
      boolean higher =
          land[peak[a]] > land[peak[b]] || (land[peak[a]] == land[peak[b]] && peak[a] < peak[b]);
      int high = higher ? a : b;
      int low = higher ? b : a;
      float rise = land[peak[low]] - saddleHeight[s];
      if (rise < h || rise == 0) {
        joined[low] = high;
        area[high] += area[low];
      }
    }
  }

  private int root(int basin) {
    int root = basin;
    while (joined[root] != root) {
      joined[root] = joined[joined[root]];
      root = joined[root];
    }
    return root;
  }

  /** Numbers of basins that are left and have enough pixels. */
  int count(int minArea) {
    int count = 0;
    for (int basin = 1; basin <= basins; basin++) {
      if (joined[basin] == basin && area[basin] >= minArea) {
        count++;
      }
    }
    return count;
  }

  /** Writes the labels 1..count of basins of at least the given area, in the order of a scan. */
  int label(int minArea, int[] labels) {
    int[] numbers = firstSaddle;
    Arrays.fill(numbers, 0, basins + 1, 0);
    int count = 0;
    for (int basin = 1; basin <= basins; basin++) {
      int root = root(basin);
      if (numbers[root] == 0 && area[root] >= minArea) {
        numbers[root] = ++count;
      }
      numbers[basin] = numbers[root];
    }
    for (int row = 0, i = 0; row < height; row++) {
      int j = index(row, 0);
      for (int column = 0; column < width; column++, i++, j++) {
        labels[i] = numbers[-uphill[j]];
      }
    }
    return count;
  }

  /** Marks the peaks that are left with 1..n. */
  void mark(int[] markers) {
    int count = 0;
    for (int basin = 1; basin <= basins; basin++) {
      if (joined[basin] == basin) {
        int row = peak[basin] / framed - 1;
        int column = peak[basin] % framed - 1;
        markers[row * width + column] = ++count;
      }
    }
  }
}
