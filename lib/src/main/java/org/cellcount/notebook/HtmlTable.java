package org.cellcount.notebook;

import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table for a page: text to the left, numbers to the right with at most three decimals, and a
 * caption. Tablesaw's own HTML aligns all to the right and shows every digit.
 */
public final class HtmlTable {
  private HtmlTable() {}

  /** The table as HTML, its name above it. */
  public static String of(Table table) {
    StringBuilder html = new StringBuilder("<table>\n");
    html.append("<caption style=\"text-align: left\">");
    html.append(escaped(table.name())).append("</caption>\n<thead><tr>");
    for (Column<?> column : table.columns()) {
      append(html, "th", column, escaped(column.name()));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < table.rowCount(); row++) {
      html.append("<tr>");
      for (Column<?> column : table.columns()) {
        append(html, "td", column, escaped(text(column, row)));
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

  private static String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    if (column instanceof NumericColumn<?> numbers) {
      double value = numbers.getDouble(row);
      return value == Math.rint(value)
          ? String.format(Locale.ROOT, "%,.0f", value)
          : String.format(Locale.ROOT, "%,.3f", value);
    }
    return column.getString(row);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
