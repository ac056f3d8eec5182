package org.cellcount.plot;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.metric.SpreadColumns;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** One score of an ablation table as bars, a bar for each row, a colour for each factor. */
public final class AblationChart {
  private AblationChart() {}

  /**
   * Draws the bars of a score; whiskers show its standard deviation where the table has it.
   *
   * @param table as an ablation study tells it, with the columns {@code factor} and {@code setting}
   * @param score name of the column to draw
   * @param label what its values are, with their unit
   * @throws IllegalStateException if the table has no such column
   */
  public static BarChart of(Table table, String score, String label) {
    BarChart chart = new BarChart(score, label);
    String spread = SpreadColumns.deviation(score);
    boolean spreads = table.columnNames().contains(spread);
    Map<String, Color> colours = new LinkedHashMap<>();
    for (Row row : table) {
      String factor = row.getString("factor");
      Color colour = colours.computeIfAbsent(factor, name -> Palette.series(colours.size()));
      chart.bar(
          factor + ": " + row.getString("setting"),
          row.getDouble(score),
          spreads ? row.getDouble(spread) : 0,
          colour);
    }
    return chart;
  }
}
