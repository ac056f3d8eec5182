package org.cellcount.count;

import java.util.Arrays;

/**
 * Basins and the saddles between them, without their pixels. Basins are numbered from 1 as they are
 * added. The arrays are kept for the next image.
 */
final class BasinGraph {
  private int basins;
  private int[] peakHeight = new int[64];
  private long[] peak = new long[64];
  private int[] area = new int[64];
  private int[] joined = new int[64];
  private int[] number = new int[64];
  private Saddles saddles = new Saddles();

  /** Forgets all. */
  void clear() {
    basins = 0;
    saddles.clear();
  }

  /** Adds a basin and returns its number. The place is higher for later pixels. */
  int add(int height, long place) {
    int basin = ++basins;
    if (basin == peak.length) {
      peakHeight = Arrays.copyOf(peakHeight, 2 * basin);
      peak = Arrays.copyOf(peak, 2 * basin);
      area = Arrays.copyOf(area, 2 * basin);
      joined = Arrays.copyOf(joined, 2 * basin);
      number = Arrays.copyOf(number, 2 * basin);
    }
    peakHeight[basin] = height;
    peak[basin] = place;
    area[basin] = 0;
    joined[basin] = basin;
    return basin;
  }

  /** Adds pixels to a basin. */
  void grow(int basin, int pixels) {
    area[basin] += pixels;
  }

  /** Two basins touch at a height. */
  void meet(int a, int b, int height) {
    saddles.raise(Math.min(a, b), Math.max(a, b), height);
  }

  /** Makes two basins one that were never two; the higher peak is that of both. */
  void unite(int a, int b) {
    int low = Math.min(root(a), root(b));
    int high = Math.max(root(a), root(b));
    if (low != high) {
      if (higher(high, low)) {
        peakHeight[low] = peakHeight[high];
        peak[low] = peak[high];
      }
      joined[high] = low;
    }
  }

  /** After basins were united: gives what is left their areas and saddles. */
  void settle() {
    for (int basin = 1; basin <= basins; basin++) {
      int root = root(basin);
      if (root != basin) {
        area[root] += area[basin];
      }
    }
    Saddles settled = new Saddles();
    settled.clear();
    for (int s = 0; s < saddles.size(); s++) {
      int a = root(saddles.low(s));
      int b = root(saddles.high(s));
      if (a != b) {
        settled.raise(Math.min(a, b), Math.max(a, b), saddles.height(s));
      }
    }
    saddles = settled;
  }

  /**
   * Joins basins whose peaks rise less than h above their saddle: the lower peak, or in the
   * geometric mean of both.
   */
  void join(boolean bothSides, double h) {
    saddles.sort();
    for (int k = 0; k < saddles.size(); k++) {
      int s = saddles.ranked(k);
      int a = root(saddles.low(s));
      int b = root(saddles.high(s));
      if (a != b) {
        boolean first = higher(a, b);
        int high = first ? a : b;
        int low = first ? b : a;
        float saddle = Basins.value(saddles.height(s));
        double rise = Basins.value(peakHeight[low]) - saddle;
        double other = Basins.value(peakHeight[high]) - saddle;
        if (rise == 0 || (bothSides ? Math.sqrt(rise * other) : rise) < h) {
          joined[low] = high;
          area[high] += area[low];
        }
      }
    }
  }

  private boolean higher(int a, int b) {
    return peakHeight[a] > peakHeight[b] || (peakHeight[a] == peakHeight[b] && peak[a] < peak[b]);
  }

  private int root(int basin) {
    int root = basin;
    while (joined[root] != root) {
      joined[root] = joined[joined[root]];
      root = joined[root];
    }
    return root;
  }

  /** How many were added. */
  int size() {
    return basins;
  }

  /** Whether a basin has not been joined to another. */
  boolean isRoot(int basin) {
    return joined[basin] == basin;
  }

  /** The place of a basin's peak. */
  long peak(int basin) {
    return peak[basin];
  }

  /** Number of basins of at least the given area. */
  int count(int minArea) {
    int count = 0;
    for (int basin = 1; basin <= basins; basin++) {
      if (joined[basin] == basin && area[basin] >= minArea) {
        count++;
      }
    }
    return count;
  }

  /** Numbers basins of at least the given area 1..count in the order they were added. */
  int number(int minArea) {
    Arrays.fill(number, 0, basins + 1, 0);
    int count = 0;
    for (int basin = 1; basin <= basins; basin++) {
      int root = root(basin);
      if (number[root] == 0 && area[root] >= minArea) {
        number[root] = ++count;
      }
      number[basin] = number[root];
    }
    return count;
  }

  /** What {@link #number} gave a basin; 0 if it is too small. */
  int numberOf(int basin) {
    return number[basin];
  }
}
