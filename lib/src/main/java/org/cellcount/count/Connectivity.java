package org.cellcount.count;

/** Which pixels count as neighbours. */
public enum Connectivity {
  /** Left, right, above, below. */
  FOUR,
  /** The same and the four diagonals. */
  EIGHT
}
