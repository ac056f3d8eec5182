package org.cellcount.plot;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellcount.base.Require;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over a common x axis, such as the losses of a training run. */
public final class LineChart {
  private static final int FEW_POINTS = 15;

  /** A line through points. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Line(String name, double[] x, double[] y) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Line> lines = new ArrayList<>();

  /**
   * Starts an empty chart of half a page's width.
   *
   * @param title what the chart shows
   * @param xLabel name of the x axis with its unit
   * @param yLabel name of the y axis with its unit
   */
  public LineChart(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** Adds a line through values at x = 1, 2, 3 and so on, such as one value for each epoch. */
  public LineChart line(String name, double... values) {
    return line(name, IntStream.rangeClosed(1, values.length).asDoubleStream().toArray(), values);
  }

  /**
   * Adds a line.
   *
   * @throws IllegalArgumentException if there is no point or x and y differ in number
   */
  public LineChart line(String name, double[] x, double[] y) {
    Require.that(
        x.length == y.length && x.length > 0,
        "line '" + name + "'",
        "of " + x.length + " x and " + y.length + " y values",
        "as many of both, at least 1");
    lines.add(new Line(name, x.clone(), y.clone()));
    return this;
  }

  /**
   * The chart, to style further and draw with {@link Figures#of}: a series for each line.
   *
   * @throws IllegalArgumentException if there is no line
   */
  public XYChart chart() {
    Require.that(!lines.isEmpty(), "chart", "'" + title + "'", "at least one line");
    XYChart chart =
        ChartStyle.chart(
            ChartStyle.WIDTH,
            ChartStyle.HEIGHT,
            title,
            xLabel,
            yLabel,
            lines.stream().map(Line::name).toList());
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
      ChartStyle.solid(series, Palette.series(i));
      series.setMarker(line.x().length <= FEW_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
    double[] x = sorted(Line::x);
    double first = x[0];
    double last = x[x.length - 1];
    ChartStyle.xRange(chart, first, last);
    if (Arrays.stream(x).allMatch(value -> value == Math.rint(value))) {
      ChartStyle.wholeX(chart, first, last);
    }
    double[] y = sorted(Line::y);
    double min = y[0];
    double max = y[y.length - 1];
    double margin = max > min ? 0.05 * (max - min) : 0.5;
    // Uneven, or XChart takes both ends of the axis for ticks where there is one value.
    ChartStyle.yRange(chart, min - margin, max + 1.1 * margin);
    return chart;
  }

  /**
   * Draws the chart.
   *
   * @throws IllegalArgumentException if there is no line
   */
  public BufferedImage render() {
    return Figures.of(chart());
  }

  private double[] sorted(Function<Line, double[]> values) {
    return lines.stream().map(values).flatMapToDouble(Arrays::stream).sorted().toArray();
  }
}
