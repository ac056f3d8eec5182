package org.cellcount.plate;

import org.cellcount.base.Require;

/**
 * What a well holds beside cells. Wells of one treatment are replicates.
 *
 * @param compound its name; empty if there is none
 * @param dose 0 or more, in the unit of the plate map
 * @param control whether it is a control
 */
public record Treatment(String compound, double dose, Control control) {
  /**
   * Checks the dose.
   *
   * @throws IllegalArgumentException if it is below 0 or not finite
   */
  public Treatment {
    Require.present("compound", compound);
    Require.present("control", control);
    Require.atLeast("dose", dose, 0);
  }
}
