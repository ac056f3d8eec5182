package org.cellcount.metric;

import java.util.List;

/**
 * How columns of a table are called that tell how sure another column is: tables that have them can
 * be shown and drawn with their spread.
 */
public final class SpreadColumns {
  private SpreadColumns() {}

  /** The standard deviation of the values of a column. */
  public static String deviation(String column) {
    return column + " sd";
  }

  /** The lower end of the 95 % interval of the values of a column. */
  public static String low(String column) {
    return column + " low";
  }

  /** The upper end of it. */
  public static String high(String column) {
    return column + " high";
  }

  /** All of them. */
  public static List<String> of(String column) {
    return List.of(deviation(column), low(column), high(column));
  }
}
