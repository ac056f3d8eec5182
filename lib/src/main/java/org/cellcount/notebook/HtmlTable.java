package org.cellcount.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cellcount.metric.SpreadColumns;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table for a page: text to the left, numbers to the right with at most three decimals, and a
 * caption. A column {@code name sd} is shown as the spread of the column {@code name}, columns
 * {@code name low} and {@code name high} as its interval. Tablesaw's own HTML aligns all to the
 * right and shows every digit.
 */
public final class HtmlTable {

  private HtmlTable() {}

  /** The table as HTML, with its name, if it has one, as the caption. */
  public static String of(Table table) {
    List<Column<?>> columns =
        table.columns().stream().filter(column -> !belongsToAnother(table, column)).toList();
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
        append(html, "td", column, content(table, column, row));
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

  private static boolean belongsToAnother(Table table, Column<?> column) {
    return table.columnNames().stream()
        .anyMatch(name -> SpreadColumns.of(name).contains(column.name()));
  }

  /** A value with its spread behind it, or its interval in a line below. */
  private static String content(Table table, Column<?> column, int row) {
    int decimals = decimals(table, column);
    String value = escaped(text(column, row, decimals));
    List<String> names = table.columnNames();
    String low = SpreadColumns.low(column.name());
    if (names.contains(SpreadColumns.deviation(column.name()))) {
      return value
          + " \u00b1 "
          + text(table.column(SpreadColumns.deviation(column.name())), row, decimals);
    }
    if (!names.contains(low) || table.column(low).isMissing(row)) {
      return value;
    }
    String from = text(table.column(low), row, decimals);
    String to = text(table.column(SpreadColumns.high(column.name())), row, decimals);
    return "%s<br><small>%s to %s</small>".formatted(value, from, to);
  }

  private static String text(Column<?> column, int row, int decimals) {
    if (column.isMissing(row)) {
      return "";
    }
    return column instanceof NumericColumn<?> numbers
        ? String.format(Locale.ROOT, "%,." + decimals + "f", numbers.getDouble(row))
        : column.getString(row);
  }

  /**
   * Decides for the whole column, spread and interval included, so that decimal points stand below
   * each other: none where all are whole, else as many as make four digits, at most three.
   */
  private static int decimals(Table table, Column<?> column) {
    double[] values =
        Stream.concat(Stream.of(column.name()), SpreadColumns.of(column.name()).stream())
            .filter(table.columnNames()::contains)
            .map(table::column)
            .filter(NumericColumn.class::isInstance)
            .flatMapToDouble(numbers -> Arrays.stream(((NumericColumn<?>) numbers).asDoubleArray()))
            .filter(Double::isFinite)
            .map(Math::abs)
            .toArray();
    if (Arrays.stream(values).allMatch(value -> value == Math.rint(value))) {
      return 0;
    }
    double largest = Arrays.stream(values).max().orElseThrow();
    return largest < 10 ? 3 : largest < 100 ? 2 : 1;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
