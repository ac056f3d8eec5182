package org.cellcount.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;

/**
 * A small image as the numbers it is, for arithmetic that is followed by eye: each pixel a square
 * with its value, orange below zero, white at zero, blue above.
 */
public final class NumberGrid {
  private static final int SQUARE = 46;
  private static final int BORDER = 20;
  private static final int TITLE = 32;
  private static final Color BELOW = new Color(0xF2A575);
  private static final Color ABOVE = new Color(0x85BDEB);

  private NumberGrid() {}

  /**
   * The numbers of an image: without decimals where all are whole, else with two.
   *
   * @param title what the numbers are
   * @param values a few rows and columns, at least 2 of each, any numbers
   */
  public static BufferedImage of(String title, GrayImage values) {
    return Figures.of(chart(title, values));
  }

  static HeatMapChart chart(String title, GrayImage values) {
    Require.that(
        values.height() >= 2 && values.width() >= 2, "values", values, "at least 2x2 of them");
    List<Number[]> squares = new ArrayList<>();
    double largest = Double.MIN_NORMAL;
    boolean whole = true;
    for (int row = 0; row < values.height(); row++) {
      for (int column = 0; column < values.width(); column++) {
        // To the digits shown, and without a minus before zero.
        double value = Math.rint(100 * values.get(row, column)) / 100 + 0.0;
        // XChart counts rows from below.
        squares.add(new Number[] {column, values.height() - 1 - row, value});
        largest = Math.max(largest, Math.abs(value));
        whole &= value == Math.rint(value);
      }
    }
    int width = Math.max(SQUARE * values.width(), Theme.metrics(Theme.HEADING).stringWidth(title));
    int height = SQUARE * values.height();
    // Without a theme the chart has no styles at all.
    HeatMapChart chart =
        new HeatMapChart(width + BORDER, height + BORDER + TITLE, ChartTheme.XChart);
    chart.setTitle(title);
    chart.addSeries("values", upTo(values.width()), upTo(values.height()), squares);
    style(chart.getStyler(), largest, whole);
    return chart;
  }

  private static void style(HeatMapStyler style, double largest, boolean whole) {
    style.setLocale(Locale.ROOT);
    style.setMin(-largest).setMax(largest).setRangeColors(new Color[] {BELOW, Color.WHITE, ABOVE});
    style.setShowValue(true).setValueFont(Theme.TEXT).setValueFontColor(Theme.INK);
    style.setHeatMapValueDecimalPattern(whole ? "0" : "0.00");
    style.setDrawBorder(true);
    style.setChartTitleFont(Theme.HEADING).setChartTitleBoxVisible(false);
    style.setChartFontColor(Theme.INK);
    style.setChartBackgroundColor(Color.WHITE).setChartPadding(6);
    // XChart divides by the number of ticks that fit, which may be none in a narrow chart unless
    // any spacing is enough.
    style.setXAxisTickMarkSpacingHint(-1);
    style.setAxisTicksVisible(false).setLegendVisible(false);
    style.setPlotMargin(0).setPlotContentSize(1).setPlotBorderColor(Theme.MUTED);
  }

  private static List<String> upTo(int size) {
    return IntStream.range(0, size).mapToObj(String::valueOf).toList();
  }
}
