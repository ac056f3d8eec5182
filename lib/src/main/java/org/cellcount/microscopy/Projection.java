package org.cellcount.microscopy;

import org.cellcount.base.Named;
import org.cellcount.base.Names;

/** How the planes of a stack become one image, pixel by pixel. */
public enum Projection implements Named {
  /** The largest value: thin, bright cells of all planes. */
  MAX("max"),
  /** The mean. */
  MEAN("mean"),
  /** The sum; 1 is the largest that so many planes can reach. */
  SUM("sum");

  private final String label;

  Projection(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /**
   * The projection of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Projection of(String name) {
    return Names.find("projection", name, values());
  }
}
