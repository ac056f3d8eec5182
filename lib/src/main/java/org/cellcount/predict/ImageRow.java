package org.cellcount.predict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellcount.base.CsvText;
import org.cellcount.base.Require;

/**
 * What is known of an image file that was to be counted: a row of {@code counts.csv}.
 *
 * @param file its name, from the folder that holds all
 * @param values what is known, by the name of the column; what is not known is missing
 * @param status {@code ok} or why it was not counted
 */
public record ImageRow(String file, Map<String, String> values, String status) {
  /** Between the file and the status. */
  public static final List<String> COLUMNS =
      List.of(
          "height",
          "width",
          "channel",
          "pixelHeightUm",
          "pixelWidthUm",
          "scale",
          "count",
          "low80",
          "high80",
          "low95",
          "high95",
          "warning");

  private static final String OK = "ok";

  /**
   * Checks the columns.
   *
   * @throws IllegalArgumentException if there is none of a value's name
   */
  public ImageRow {
    for (String column : values.keySet()) {
      Require.that(COLUMNS.contains(column), "column", column, String.join(", ", COLUMNS));
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The first line of a table of rows as comma-separated values. */
  public static String csvHeader() {
    return "file," + String.join(",", COLUMNS) + ",status\n";
  }

  /** Its line of such a table. */
  public String csv() {
    List<String> cells = new ArrayList<>(List.of(file));
    COLUMNS.forEach(column -> cells.add(values.getOrDefault(column, "")));
    cells.add(status);
    return String.join(",", cells.stream().map(CsvText::cell).toList()) + "\n";
  }

  /** A file that was counted. */
  static ImageRow counted(String file, Map<String, String> values) {
    return new ImageRow(file, values, OK);
  }

  /** A file that was not. */
  public static ImageRow failed(String file, Map<String, String> values, String reason) {
    return new ImageRow(file, values, reason);
  }

  /** Whether it was counted. */
  public boolean ok() {
    return status.equals(OK);
  }

  /** Why it was not counted, in words that files with the same fault share. */
  public String reason() {
    return status.replace(file, "*").replaceFirst("^\\* ", "");
  }

  /** Its cells, if it was counted. */
  public Optional<Integer> count() {
    return Optional.ofNullable(values.get("count")).map(Integer::valueOf);
  }
}
