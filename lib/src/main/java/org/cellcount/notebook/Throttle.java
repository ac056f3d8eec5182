package org.cellcount.notebook;

import java.util.function.LongSupplier;

/** Lets something happen now and then: a page cannot follow every batch. */
final class Throttle {
  private final long interval;
  private final LongSupplier nanoTime;
  private boolean first = true;
  private long last;

  Throttle(double seconds, LongSupplier nanoTime) {
    this.interval = Math.round(seconds * 1e9);
    this.nanoTime = nanoTime;
  }

  /** Whether enough time has passed since it last said yes, or always if it must. */
  boolean due(boolean must) {
    long now = nanoTime.getAsLong();
    if (must || first || now - last >= interval) {
      first = false;
      last = now;
      return true;
    }
    return false;
  }
}
