package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.cellcount.base.Require;
import org.cellcount.metric.Interval;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/**
 * Horizontal bars from 0, either way, with long names, their values in figures, and whiskers where
 * a value has a spread: the rows of an ablation table, for example. They are thick lines of an XY
 * chart, as XChart's horizontal bars have one colour for all and no whiskers.
 */
public final class BarChart {
  private static final int ROW = 28;
  private static final BasicStroke BAR =
      new BasicStroke(18, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  private static final BasicStroke WHISKER = new BasicStroke(1.6f);
  private static final int WIDEST_NAME = 450;

  /**
   * Where the y axis begins; the lowest bar lies at 2. XChart draws fewer ticks if one of its first
   * three labels is longer than 20 characters: those are at -1, 0 and 1.
   */
  private static final double BOTTOM = 0.99;

  /** Title and x axis, pixels. */
  private static final int AROUND = 98;

  /** A bar and its whisker from low to high, both the value where there is none. */
  private record Bar(
      String name, double value, double low, double high, String figures, Color colour) {
    String label() {
      return Theme.shorten(name, Theme.metrics(Theme.TEXT), WIDEST_NAME) + "   " + figures;
    }
  }

  private final String title;
  private final String label;
  private final List<Bar> bars = new ArrayList<>();
  private String levelName = "";
  private double level;

  /**
   * Starts an empty chart of a page's width.
   *
   * @param title what the chart shows
   * @param label what the values are, with their unit
   */
  public BarChart(String title, String label) {
    this.title = title;
    this.label = label;
  }

  /**
   * Adds a bar below the others, with a whisker from value - spread to value + spread.
   *
   * @param spread 0 for no whisker
   * @throws IllegalArgumentException if the spread is negative, or a number is not finite
   */
  public BarChart bar(String name, double value, double spread, Color colour) {
    Require.atLeast("spread of bar '" + name + "'", spread, 0);
    String figures = spread == 0 ? "" : " \u00b1 " + Theme.number(spread);
    return add(
        new Bar(
            name, value, value - spread, value + spread, Theme.number(value) + figures, colour));
  }

  /**
   * Adds a bar below the others, with a whisker over a confidence interval.
   *
   * @throws IllegalArgumentException if a number is not finite
   */
  public BarChart bar(String name, double value, Interval interval, Color colour) {
    String low = Theme.number(interval.low());
    String high = Theme.number(interval.high());
    String figures = "%s (%s to %s)".formatted(Theme.number(value), low, high);
    return add(new Bar(name, value, interval.low(), interval.high(), figures, colour));
  }

  private BarChart add(Bar bar) {
    boolean finite = Double.isFinite(bar.low()) && Double.isFinite(bar.value() + bar.high());
    Require.that(finite, "bar '" + bar.name() + "'", "of " + bar.figures(), "finite numbers");
    bars.add(bar);
    return this;
  }

  /** Adds a dashed line across all bars, such as the best value that is possible. */
  public BarChart level(String name, double value) {
    levelName = name;
    level = value;
    return this;
  }

  /**
   * The chart, to style further and draw with {@link Figures#of}: a series for each bar, of its
   * name, and one more for its whisker and for the level.
   *
   * @throws IllegalArgumentException if there is no bar, or two of one name
   */
  public XYChart chart() {
    Require.that(!bars.isEmpty(), "chart", "'" + title + "'", "at least one bar");
    List<String> legend = levelName.isEmpty() ? List.of() : List.of("", levelName);
    int rows = bars.size();
    XYChart chart =
        ChartStyle.chart(Theme.PAGE_WIDTH, AROUND + rows * ROW, title, label, "", legend);
    XYStyler style = chart.getStyler();
    style.setPlotGridHorizontalLinesVisible(false);
    style.setYAxisMin(BOTTOM).setYAxisMax(rows + 1.5);
    style.setYAxisTickMarkSpacingHint(ROW);
    style.setYAxisTickLabelsFormattingFunction(this::label);
    double lowest = Math.min(0, level);
    double longest = Math.max(0, level);
    for (int i = 0; i < rows; i++) {
      Bar bar = bars.get(i);
      lowest = Math.min(lowest, Math.min(bar.value(), bar.low()));
      longest = Math.max(longest, Math.max(bar.value(), bar.high()));
      double y = rows + 1 - i;
      double[] x = {0, bar.value()};
      ChartStyle.solid(line(chart, bar.name(), x, new double[] {y, y}), bar.colour(), BAR);
      if (bar.high() > bar.low()) {
        // An H on its side.
        double[] ends = {bar.low(), bar.low(), bar.low(), bar.high(), bar.high(), bar.high()};
        double[] heights = {y - 0.15, y + 0.15, y, y, y - 0.15, y + 0.15};
        XYSeries whisker = line(chart, bar.name() + ", whisker", ends, heights);
        ChartStyle.solid(whisker, Theme.INK, WHISKER);
      }
    }
    if (!levelName.isEmpty()) {
      double[] ends = {BOTTOM, rows + 1.5};
      XYSeries series = line(chart, levelName, new double[] {level, level}, ends);
      ChartStyle.dashed(series);
      series.setShowInLegend(true);
    }
    double span = longest > lowest ? longest - lowest : 1;
    style.setXAxisMin(lowest - (lowest < 0 ? 0.02 : 1e-6) * span);
    style.setXAxisMax((longest > lowest ? longest : lowest + span) + 0.02 * span);
    return chart;
  }

  private static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setShowInLegend(false);
    return series;
  }

  /** XChart also asks for ticks between and beyond the rows, each of which needs its own label. */
  private String label(double y) {
    int row = bars.size() + 1 - (int) y;
    if (y == 1) {
      return " ";
    }
    boolean isRow = y == Math.rint(y) && row >= 0 && row < bars.size();
    return isRow ? bars.get(row).label() : Theme.number(y);
  }

  /**
   * Draws the chart.
   *
   * @throws IllegalArgumentException if there is no bar
   */
  public BufferedImage render() {
    return Figures.of(chart());
  }
}
