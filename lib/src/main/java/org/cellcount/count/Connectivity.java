package org.cellcount.count;

/** Which pixels count as neighbours. */
public enum Connectivity {
  /** Left, right, above, below. */
  FOUR("4"),
  /** The same and the four diagonals. */
  EIGHT("8");

  private final String label;

  Connectivity(String label) {
    this.label = label;
  }

  /** Number of neighbours, as text. */
  public String label() {
    return label;
  }
}
