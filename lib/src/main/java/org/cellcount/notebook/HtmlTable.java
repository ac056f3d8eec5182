package org.cellcount.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table for a page: text to the left, numbers to the right with at most three decimals, and a
 * caption. A column {@code name sd} is shown as the spread of the column {@code name}. Tablesaw's
 * own HTML aligns all to the right and shows every digit.
 */
public final class HtmlTable {
  private static final String SPREAD = " sd";

  private HtmlTable() {}

  /** The table as HTML, with its name, if it has one, as the caption. */
  public static String of(Table table) {
    List<Column<?>> columns =
        table.columns().stream().filter(column -> !isSpread(table, column)).toList();
    StringBuilder html = new StringBuilder("<table>\n");
    if (!table.name().isEmpty()) {
      html.append("<caption style=\"text-align: left\">");
      html.append(escaped(table.name())).append("</caption>\n");
    }
    html.append("<thead><tr>");
    for (Column<?> column : columns) {
      append(html, "th", column, escaped(column.name()));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < table.rowCount(); row++) {
      html.append("<tr>");
      for (Column<?> column : columns) {
        append(html, "td", column, escaped(text(table, column, row)));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>").toString();
  }

  private static void append(StringBuilder html, String tag, Column<?> column, String text) {
    String side = column instanceof NumericColumn<?> ? "right" : "left";
    html.append(
        String.format(Locale.ROOT, "<%s style=\"text-align: %s\">%s</%s>", tag, side, text, tag));
  }

  private static boolean isSpread(Table table, Column<?> column) {
    return table.columnNames().stream().anyMatch(name -> column.name().equals(name + SPREAD));
  }

  private static String text(Table table, Column<?> column, int row) {
    String spread = column.name() + SPREAD;
    String value = text(column, row);
    return table.columnNames().contains(spread)
        ? value + " \u00b1 " + text(table.column(spread), row)
        : value;
  }

  private static String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    if (column instanceof NumericColumn<?> numbers) {
      return String.format(
          Locale.ROOT, isWhole(numbers) ? "%,.0f" : "%,.3f", numbers.getDouble(row));
    }
    return column.getString(row);
  }

  /** Decides for the whole column, so that its decimal points stand below each other. */
  private static boolean isWhole(NumericColumn<?> numbers) {
    return Arrays.stream(numbers.asDoubleArray())
        .filter(Double::isFinite)
        .allMatch(value -> value == Math.rint(value));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
