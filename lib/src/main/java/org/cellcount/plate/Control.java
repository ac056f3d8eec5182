package org.cellcount.plate;

import org.cellcount.base.Named;
import org.cellcount.base.Names;

/** What a well is there for, beside the compound in it. */
public enum Control implements Named {
  /** It shows what the compound does. */
  NONE(""),
  /** It shows cells to which nothing is done. */
  NEGATIVE("negative"),
  /** It shows the full effect. */
  POSITIVE("positive");

  private final String label;

  Control(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /**
   * The control of that name; of an empty one, {@link #NONE}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Control of(String name) {
    return name.isBlank() ? NONE : Names.find("control", name, new Control[] {NEGATIVE, POSITIVE});
  }
}
