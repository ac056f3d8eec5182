package org.cellcount.data;

import java.util.Locale;
import org.cellcount.base.Named;
import org.cellcount.base.Names;

/** The first column of a submission, which differs between editions of the Kaggle competition. */
public enum SubmissionFormat implements Named {
  /** {@code index,count}: the 2024 edition. */
  INDEX,
  /** {@code id,count}: the 2023 edition, as in the public project. */
  ID;

  /** The name of the first column. */
  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format called {@code index} or {@code id}, in any case.
   *
   * @throws IllegalArgumentException for another name
   */
  public static SubmissionFormat of(String name) {
    return Names.find("submission format", name, values());
  }
}
