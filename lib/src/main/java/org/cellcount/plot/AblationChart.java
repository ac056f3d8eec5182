package org.cellcount.plot;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.metric.Interval;
import org.cellcount.metric.SpreadColumns;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** One score of an ablation table as bars, a bar for each row, a colour for each factor. */
public final class AblationChart {
  private AblationChart() {}

  /**
   * Draws the bars of a score; whiskers show its interval where the table has it.
   *
   * @param table rows of an ablation or differences of them, with the columns {@code factor} and
   *     {@code setting}
   * @param score name of the column to draw
   * @param label what its values are, with their unit
   * @throws IllegalStateException if the table has no such column
   */
  public static BarChart of(Table table, String score, String label) {
    BarChart chart = new BarChart(score, label);
    String low = SpreadColumns.low(score);
    boolean intervals = table.columnNames().contains(low);
    Map<String, Color> colours = new LinkedHashMap<>();
    for (Row row : table) {
      String factor = row.getString("factor");
      Color colour = colours.computeIfAbsent(factor, name -> Palette.series(colours.size()));
      String name = factor + ": " + row.getString("setting");
      double value = row.getDouble(score);
      if (intervals) {
        double high = row.getDouble(SpreadColumns.high(score));
        chart.bar(name, value, new Interval(row.getDouble(low), high), colour);
      } else {
        chart.bar(name, value, 0, colour);
      }
    }
    return chart;
  }
}
