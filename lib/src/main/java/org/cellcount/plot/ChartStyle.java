package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Gives XChart's charts the look of the other figures. */
final class ChartStyle {
  static final int WIDTH = 434;
  static final int HEIGHT = 311;

  private static final BasicStroke LINE =
      new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final double MARGIN = 0.03;
  private static final int LEGEND_ROW = 22;

  /** Pixels of a chart's width or height that its axes take, about. */
  private static final int AXES = 70;

  private ChartStyle() {}

  /**
   * A chart without series.
   *
   * @param legend names of the series to explain; fewer than two need no legend
   */
  static XYChart chart(
      int width, int height, String title, String xLabel, String yLabel, List<String> legend) {
    int rows = legend.size() < 2 ? 0 : legend.size();
    XYChart chart = new XYChart(width, height + rows * LEGEND_ROW);
    chart.setTitle(title);
    chart.setXAxisTitle(xLabel);
    chart.setYAxisTitle(yLabel);
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setBaseFont(Theme.TEXT);
    style.setChartTitleFont(fitting(title, Theme.TITLE, width - AXES));
    style.setChartTitleBoxVisible(false);
    style.setAxisTitleFont(fitting(yLabel, Theme.TEXT, height - AXES));
    style.setAxisTickLabelsFont(Theme.TEXT);
    style.setChartFontColor(Theme.INK);
    style.setAxisTickLabelsColor(Theme.INK);
    style.setAxisTickMarksColor(Theme.MUTED);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(Theme.GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setPlotMargin(0);
    style.setPlotContentSize(1);
    style.setMarkerSize(6);
    style.setChartPadding(10);
    style.setLegendVisible(rows > 0);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Vertical);
    style.setLegendFont(Theme.TEXT);
    style.setLegendPadding(7);
    style.setLegendBackgroundColor(Color.WHITE);
    style.setLegendBorderColor(Color.WHITE);
    style.setXAxisTickLabelsFormattingFunction(Theme::number);
    style.setYAxisTickLabelsFormattingFunction(Theme::number);
    style.setYAxisLabelAlignment(TextAlignment.Right);
    return chart;
  }

  /** The font, smaller where a text would be longer than there is room: XChart would cut it. */
  private static Font fitting(String text, Font font, int room) {
    int length = Math.max(1, width(text, font));
    return font.deriveFont(Math.min(1f, (float) room / length) * font.getSize());
  }

  private static int width(String text, Font font) {
    return Theme.metrics(font).stringWidth(text);
  }

  /**
   * Sets the ends of the x axis a little beyond the data. Without them XChart takes the data's own
   * x values for ticks.
   */
  static void xRange(XYChart chart, double min, double max) {
    double margin = max > min ? MARGIN * (max - min) : 0.5;
    chart.getStyler().setXAxisMin(min - margin).setXAxisMax(max + margin);
  }

  /** Puts no tick between whole numbers of x, from min to max: there is no epoch 1.5. */
  static void wholeX(XYChart chart, double min, double max) {
    XYStyler style = chart.getStyler();
    // XChart rounds to the nearest of 1, 2 and 5, and draws no tick where one does not fit.
    int nearlyOne = (int) (0.7 * chart.getWidth() / Math.max(1, max - min));
    style.setXAxisTickMarkSpacingHint(Math.max(style.getXAxisTickMarkSpacingHint(), nearlyOne));
  }

  /** Sets the ends of the y axis so that ticks at the ends themselves are drawn. */
  static void yRange(XYChart chart, double min, double max) {
    double hair = 1e-6 * (max - min);
    chart.getStyler().setYAxisMin(min - hair).setYAxisMax(max + hair);
  }

  static void solid(XYSeries series, Color colour) {
    solid(series, colour, LINE);
  }

  static void solid(XYSeries series, Color colour, BasicStroke stroke) {
    series.setLineColor(colour);
    series.setLineStyle(stroke);
    series.setMarkerColor(colour);
    series.setMarker(SeriesMarkers.NONE);
  }

  static void dashed(XYSeries series) {
    series.setLineColor(Theme.MUTED);
    series.setLineStyle(Theme.DASHES);
    series.setMarker(SeriesMarkers.NONE);
  }
}
