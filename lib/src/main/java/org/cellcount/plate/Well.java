package org.cellcount.plate;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellcount.base.Require;

/**
 * A place on a plate. Wells are in the order of their rows, then of their columns.
 *
 * @param row 1 to 32, A to AF
 * @param column 1 to 48
 */
public record Well(int row, int column) implements Comparable<Well> {
  /** The largest plate there is, of 1,536 wells. */
  static final int ROWS = 32;

  static final int COLUMNS = 48;
  private static final int LETTERS = 26;
  private static final Pattern NAME = Pattern.compile("([A-Z]{1,2})0*([1-9][0-9]?)");
  private static final Comparator<Well> ORDER =
      Comparator.comparingInt(Well::row).thenComparingInt(Well::column);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public Well {
    Require.between("row of a well", row, 1, ROWS);
    Require.between("column of a well", column, 1, COLUMNS);
  }

  /**
   * The well of a name such as {@code B03}, {@code b3} or {@code AF48}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Well of(String name) {
    Matcher matcher = NAME.matcher(name.strip().toUpperCase(Locale.ROOT));
    Require.that(matcher.matches(), "well", "'" + name + "'", "a name from A01 to AF48");
    return new Well(rowNumber(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The number of a row that is given in letters: A is 1, AA is 27. */
  static int rowNumber(String letters) {
    int row = 0;
    for (char letter : letters.toUpperCase(Locale.ROOT).toCharArray()) {
      row = row * LETTERS + letter - 'A' + 1;
    }
    return row;
  }

  /** The letters of a row. */
  public static String rowName(int row) {
    String last = String.valueOf((char) ('A' + (row - 1) % LETTERS));
    return row > LETTERS ? rowName((row - 1) / LETTERS) + last : last;
  }

  /** The name, such as {@code B03}. */
  public String name() {
    return rowName(row) + String.format(Locale.ROOT, "%02d", column);
  }

  @Override
  public int compareTo(Well other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name();
  }
}
