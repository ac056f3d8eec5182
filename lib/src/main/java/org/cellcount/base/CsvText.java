package org.cellcount.base;

import java.util.Locale;

/** Text from outside, such as names of files, made harmless where it is shown. */
public final class CsvText {
  private static final String STARTS_A_FORMULA = "=+-@\t\r\n";

  private CsvText() {}

  /**
   * Text for a cell of a table that a spreadsheet may open: one that a program would take for a
   * formula begins with an apostrophe, which makes it text there, and control characters are
   * written out.
   */
  public static String harmless(String text) {
    boolean formula = !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0;
    return (formula ? "'" : "") + printable(text);
  }

  /** Harmless text as it stands in a file of comma-separated values, in quotes where needed. */
  public static String cell(String text) {
    String harmless = harmless(text);
    return harmless.indexOf(',') >= 0 || harmless.indexOf('"') >= 0
        ? '"' + harmless.replace("\"", "\"\"") + '"'
        : harmless;
  }

  /** Text for a terminal: control characters and half surrogates are written out, as in \\u001b. */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (type == Character.CONTROL
                  || type == Character.FORMAT
                  || type == Character.SURROGATE
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR) {
                printable.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }
}
