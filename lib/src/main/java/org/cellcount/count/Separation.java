package org.cellcount.count;

import org.cellcount.base.Named;

/** How touching cells are told apart. */
public enum Separation implements Named {
  /** Not at all: a connected component is a cell. */
  COMPONENTS("components"),
  /** Peaks of the distance to the background, a minimum distance apart, grown by a watershed. */
  DISTANCE_PEAKS("distance peaks"),
  /**
   * Maxima of the smoothed distance to the background that rise by at least h above the saddle to
   * their neighbour, each with its catchment basin.
   */
  H_MAXIMA("h-maxima"),
  /**
   * The same, where the geometric mean of how far the maxima on both sides rise above the saddle is
   * at least h. A low maximum next to a high one stays, one of two low ones goes.
   */
  TWO_SIDED_MAXIMA("two-sided h-maxima");

  private final String label;

  Separation(String label) {
    this.label = label;
  }

  /** Whether maxima of a map become cells, so that sigma, h and a learned map apply. */
  public boolean byMaxima() {
    return this == H_MAXIMA || this == TWO_SIDED_MAXIMA;
  }

  @Override
  public String label() {
    return label;
  }
}
