package org.cellcount.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cellcount.metric.CountScores;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of counts that several notebooks show. */
public final class Charts {
  private static final int HEIGHT = 451;
  private static final Color POINT =
      new Color(Palette.BLUE.getRed(), Palette.BLUE.getGreen(), Palette.BLUE.getBlue(), 70);

  private Charts() {}

  /**
   * Predicted counts over true ones, a translucent point for each image, with the line on which
   * they agree; the title gives the mean absolute error (MAE) and the bias.
   *
   * @param name what predicted, such as "watershed"
   * @throws IllegalArgumentException if the lengths differ or there is no count
   */
  public static BufferedImage countScatter(String name, int[] predicted, int[] truth) {
    return Figures.of(countScatterChart(name, predicted, truth));
  }

  /** The chart of {@link #countScatter}, to style further: the series "agreement" and "images". */
  public static XYChart countScatterChart(String name, int[] predicted, int[] truth) {
    CountScores scores = CountScores.of(predicted, truth);
    String title =
        String.format(
            Locale.ROOT, "%s: MAE %.2f, bias %+.2f cells", name, scores.mae(), scores.bias());
    XYChart chart =
        ChartStyle.chart(
            ChartStyle.WIDTH,
            HEIGHT,
            title,
            "true count (cells)",
            "predicted count (cells)",
            List.of());
    double largest =
        1
            + Math.max(
                Arrays.stream(predicted).max().orElseThrow(),
                Arrays.stream(truth).max().orElseThrow());
    ChartStyle.xRange(chart, 0, largest);
    ChartStyle.yRange(chart, -0.03 * largest, 1.03 * largest);
    chart.getStyler().setMarkerSize(7);
    double[] ends = {0, largest};
    ChartStyle.dashed(chart.addSeries("agreement", ends, ends));
    XYSeries points =
        chart.addSeries(
            "images",
            Arrays.stream(truth).asDoubleStream().toArray(),
            Arrays.stream(predicted).asDoubleStream().toArray());
    points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(POINT);
    return chart;
  }

  /**
   * How often predicted counts are off by how much; the title gives the share that is exact.
   *
   * @param name what predicted, such as "watershed"
   * @throws IllegalArgumentException if the lengths differ or there is no count
   */
  public static BufferedImage countErrors(String name, int[] predicted, int[] truth) {
    return Figures.of(countErrorsChart(name, predicted, truth));
  }

  /** The chart of {@link #countErrors}, to style further: one series, of that name. */
  public static XYChart countErrorsChart(String name, int[] predicted, int[] truth) {
    CountScores scores = CountScores.of(predicted, truth);
    int[] errors = new int[truth.length];
    Arrays.setAll(errors, i -> predicted[i] - truth[i]);
    String title = String.format(Locale.ROOT, "%s: %.0f %% exact", name, 100 * scores.exactShare());
    return new Histogram(title, "predicted \u2212 true count (cells)", "images")
        .add(name, errors)
        .height(HEIGHT)
        .chart();
  }
}
