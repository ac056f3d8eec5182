package org.cellcount.count;

import java.util.Arrays;

/**
 * The saddle of every pair of basins that touch: a hash table of pairs, whose arrays are kept for
 * the next image.
 */
final class Saddles {
  private static final int FEW_SLOTS = 256;

  private int size;
  private int[] heights = new int[128];
  private int[] lows = new int[128];
  private int[] highs = new int[128];
  private long[] order = new long[128];

  /** Where to look for the saddle of two basins: one more than its index, 0 where there is none. */
  private int[] slots = new int[FEW_SLOTS];

  /** How many of the slots are in use by this image: a power of two, twice the saddles or more. */
  private int slotsUsed;

  void clear() {
    size = 0;
    slotsUsed = FEW_SLOTS;
    Arrays.fill(slots, 0, slotsUsed, 0);
  }

  /** Makes the saddle of two basins at least that high. */
  void raise(int low, int high, int height) {
    int slot = slot(low, high);
    if (slots[slot] > 0) {
      int s = slots[slot] - 1;
      heights[s] = Math.max(heights[s], height);
      return;
    }
    if (size == order.length) {
      heights = Arrays.copyOf(heights, 2 * size);
      lows = Arrays.copyOf(lows, 2 * size);
      highs = Arrays.copyOf(highs, 2 * size);
      order = new long[2 * size];
    }
    heights[size] = height;
    lows[size] = low;
    highs[size] = high;
    slots[slot] = ++size;
    if (2 * size > slotsUsed) {
      spreadSlots();
    }
  }

  /** The slot of a pair of basins, or the free one where it belongs. */
  private int slot(int low, int high) {
    int hash = (low * 31 + high) * 0x9E3779B9;
    int slot = (hash ^ hash >>> 15) & slotsUsed - 1;
    while (slots[slot] > 0 && (lows[slots[slot] - 1] != low || highs[slots[slot] - 1] != high)) {
      slot = slot + 1 & slotsUsed - 1;
    }
    return slot;
  }

  private void spreadSlots() {
    slotsUsed *= 2;
    if (slots.length < slotsUsed) {
      slots = new int[slotsUsed];
    } else {
      Arrays.fill(slots, 0, slotsUsed, 0);
    }
    for (int s = 0; s < size; s++) {
      slots[slot(lows[s], highs[s])] = s + 1;
    }
  }

  /** Ranks the saddles, the highest first, among equals the one found first. */
  void sort() {
    for (int s = 0; s < size; s++) {
      order[s] = (long) ~heights[s] << 32 | s;
    }
    Arrays.sort(order, 0, size);
  }

  /** Number of saddles. */
  int size() {
    return size;
  }

  /** The saddle of a rank, 0 to size - 1. */
  int ranked(int rank) {
    return (int) order[rank];
  }

  /** The height of a saddle. */
  int height(int saddle) {
    return heights[saddle];
  }

  /** The basin of the smaller number. */
  int low(int saddle) {
    return lows[saddle];
  }

  /** The basin of the larger number. */
  int high(int saddle) {
    return highs[saddle];
  }
}
