package org.cellcount.synthetic;

import org.cellcount.base.Require;

/**
 * What a synthetic well shows.
 *
 * @param cells expected in a field, 0 or more
 * @param inFocus whether the microscope found the focal plane
 * @param debris expected specks in a field that shine like nuclei and are none, 0 or more
 */
public record SyntheticWell(double cells, boolean inFocus, double debris) {
  /** A well without cells. */
  public static final SyntheticWell EMPTY = of(0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public SyntheticWell {
    Require.atLeast("cells a field", cells, 0);
    Require.atLeast("debris a field", debris, 0);
  }

  /** A well in focus and without debris. */
  public static SyntheticWell of(double cells) {
    return new SyntheticWell(cells, true, 0);
  }
}
