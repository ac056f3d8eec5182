package org.cellcount.experiment;

/**
 * A row of an ablation.
 *
 * @param factor what is varied
 * @param setting its value in this row
 */
public record RowName(String factor, String setting) {
  /** Both, as in {@code loss: BCE}. */
  @Override
  public String toString() {
    return factor + ": " + setting;
  }
}
