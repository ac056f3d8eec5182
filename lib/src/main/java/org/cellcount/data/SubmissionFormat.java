package org.cellcount.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The first column of a submission, which differs between editions of the Kaggle competition. */
public enum SubmissionFormat {
  /** {@code index,count}: the 2024 edition. */
  INDEX,
  /** {@code id,count}: the 2023 edition, as in the public project. */
  ID;

  /** The name of the first column. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format called {@code index} or {@code id}, in any case.
   *
   * @throws IllegalArgumentException for another name
   */
  public static SubmissionFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.label().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown submission format '"
                        + name
                        + "': expected one of "
                        + Arrays.stream(values())
                            .map(SubmissionFormat::label)
                            .collect(Collectors.joining(", "))));
  }
}
