package org.cellcount.data;

/** Where the true count of an image comes from; the best one present is used. */
public enum CountSource {
  /** Counts that came with the data. */
  COUNTS("stored counts"),
  /** Number of distinct labels in the image. */
  LABELS("distinct labels"),
  /**
   * Number of 4-connected components of the mask above 0.5. Cells that touch are one component, so
   * this is too low wherever they do.
   */
  MASK_COMPONENTS("connected components of the mask");

  private final String label;

  CountSource(String label) {
    this.label = label;
  }

  /** The name to show, as in "true counts: stored counts". */
  public String label() {
    return label;
  }
}
