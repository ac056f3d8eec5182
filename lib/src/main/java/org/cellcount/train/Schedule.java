package org.cellcount.train;

import org.cellcount.base.Named;
import org.cellcount.base.Names;

/** How the learning rate moves during a run. */
public enum Schedule implements Named {
  /** Halved after five epochs without a better validation loss, as published. */
  PLATEAU,

  /**
   * Five per cent of the steps of linear warm-up, then half a cosine down to zero: the better use
   * of a short run. Loshchilov and Hutter, "SGDR", ICLR 2017.
   */
  COSINE;

  private static final double WARM_UP = 0.05;

  /**
   * The share of the base rate that a cosine run uses at a point of its course.
   *
   * @param progress steps done over steps in all, 0..1
   */
  static double cosine(double progress) {
    return progress < WARM_UP
        ? Math.max(progress, 1e-3) / WARM_UP
        : 0.5 * (1 + Math.cos(Math.PI * (progress - WARM_UP) / (1 - WARM_UP)));
  }

  /**
   * The epoch whose weights are kept. At a rate that never ends, that of the lowest validation
   * loss, as published. A rate that comes down to zero has settled the weights by the last epoch,
   * and an earlier one with a lower loss on few images had luck.
   *
   * @throws IllegalStateException if no epoch is done
   */
  public History.Epoch kept(History history) {
    return this == COSINE && !history.epochs().isEmpty() ? history.last() : history.best();
  }

  /**
   * The schedule of a name, in any case.
   *
   * @throws IllegalArgumentException listing the valid names
   */
  public static Schedule of(String name) {
    return Names.find("schedule", name, values());
  }

  /** The name in lower case. */
  @Override
  public String label() {
    return Names.key(name());
  }
}
