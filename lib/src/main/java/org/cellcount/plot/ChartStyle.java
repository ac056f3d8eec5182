package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Gives XChart's charts the look of the other figures. Title, name of the y axis and legend are
 * drawn here, since they break into lines where XChart cuts them off.
 */
final class ChartStyle {
  static final int WIDTH = 434;
  static final int HEIGHT = 270;

  private static final double MARGIN = 0.03;

  private ChartStyle() {}

  static XYChart chart(int width, int height, String xLabel) {
    XYChart chart = new XYChart(width, height);
    chart.setXAxisTitle(xLabel);
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setBaseFont(Theme.TEXT);
    style.setAxisTitleFont(Theme.TEXT);
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
    style.setChartPadding(4);
    style.setChartTitleVisible(false);
    style.setYAxisTitleVisible(false);
    style.setLegendVisible(false);
    style.setXAxisDecimalPattern("0.###");
    style.setYAxisTickLabelsFormattingFunction(Theme::number);
    return chart;
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

  /** Counts the y axis in powers of ten, with labels at 1, 2 and 5 where there is room. */
  static void logarithmic(XYChart chart, double min, double max) {
    boolean decadesOnly = max / min > 150;
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
    chart
        .getStyler()
        .setYAxisTickLabelsFormattingFunction(
            value -> {
              long leading = Math.round(value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9)));
              boolean labelled = leading == 1 || (!decadesOnly && (leading == 2 || leading == 5));
              return labelled ? Theme.number(value) : " ";
            });
    yRange(chart, min / 1.1, max * 1.1);
  }

  static void solid(XYSeries series, Color colour) {
    series.setLineColor(colour);
    series.setLineStyle(SeriesLines.SOLID);
    series.setLineWidth(2.2f);
    series.setMarkerColor(colour);
    series.setMarker(SeriesMarkers.NONE);
  }

  static void dashed(XYSeries series) {
    series.setLineColor(Theme.MUTED);
    series.setLineStyle(Theme.DASHES);
    series.setMarker(SeriesMarkers.NONE);
  }

  static BufferedImage render(XYChart chart, String title, String yLabel, List<Key> keys) {
    int width = chart.getWidth();
    BufferedImage plot = Theme.canvas(width, chart.getHeight());
    Graphics2D graphics = Theme.graphics(plot);
    chart.paint(graphics, width, chart.getHeight());
    graphics.dispose();
    List<BufferedImage> parts = new ArrayList<>();
    parts.add(Figures.text(title, Theme.TITLE, Theme.INK, width, false));
    parts.add(Figures.text(yLabel, Theme.TEXT, Theme.MUTED, width, false));
    parts.add(plot);
    if (keys.size() > 1) {
      parts.add(Legend.of(keys, width));
    }
    return Figures.framed(Figures.stacked(2, parts));
  }
}
