package org.cellcount.count;

import java.util.Arrays;
import java.util.List;

/** How touching cells are told apart. */
public enum Separation {
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

  /** The name shown to people. */
  public String label() {
    return label;
  }

  /**
   * The separation of that label.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Separation of(String label) {
    for (Separation separation : values()) {
      if (separation.label.equals(label)) {
        return separation;
      }
    }
    List<String> labels = Arrays.stream(values()).map(Separation::label).toList();
    throw new IllegalArgumentException("separation " + label + ": expected one of " + labels);
  }
}
