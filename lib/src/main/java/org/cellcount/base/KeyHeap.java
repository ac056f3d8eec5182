package org.cellcount.base;

import java.util.Arrays;

/** A binary heap of keys, the smallest first. */
public final class KeyHeap {
  private long[] keys;
  private int size;

  /**
   * An empty heap.
   *
   * @param room for so many keys; it grows when there are more
   */
  public KeyHeap(int room) {
    keys = new long[room + 1];
  }

  /** Whether it holds no key. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Adds a key; there may be several alike. */
  public void put(long key) {
    int hole = ++size;
    if (hole == keys.length) {
      keys = Arrays.copyOf(keys, 2 * hole);
    }
    while (hole > 1 && keys[hole / 2] > key) {
      keys[hole] = keys[hole / 2];
      hole /= 2;
    }
    keys[hole] = key;
  }

  /** Takes the smallest key out; there must be one. */
  public long take() {
    long top = keys[1];
    long last = keys[size--];
    int hole = 1;
    while (2 * hole <= size) {
      int child = 2 * hole;
      if (child < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= last) {
        break;
      }
      keys[hole] = keys[child];
      hole = child;
    }
    keys[hole] = last;
    return top;
  }
}
