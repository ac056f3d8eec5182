package org.cellcount.plot;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** A level across the whole chart. */
  private record Level(String name, double y) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Line> lines = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private boolean logarithmic;
  private double[] yRange = {};

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

  /** Adds a dashed level, such as the best value that is possible. */
  public LineChart level(String name, double y) {
    levels.add(new Level(name, y));
    return this;
  }

  /** Draws the y axis in powers of ten; all values must be above 0. */
  public LineChart logarithmic() {
    logarithmic = true;
    return this;
  }

  /** Sets the ends of the y axis. */
  public LineChart yRange(double min, double max) {
    yRange = new double[] {min, max};
    return this;
  }

  /**
   * The chart, to style further and draw with {@link Figures#of}: a series for each line and level.
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
            Stream.concat(lines.stream().map(Line::name), levels.stream().map(Level::name))
                .toList());
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
      ChartStyle.solid(series, Palette.series(i));
      series.setMarker(line.x().length <= FEW_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
    double[] x = sorted(lines.stream().map(Line::x));
    double[] ends = {x[0], x[x.length - 1]};
    ChartStyle.xRange(chart, ends[0], ends[1]);
    if (Arrays.stream(x).allMatch(value -> value == Math.rint(value))) {
      ChartStyle.wholeX(chart, ends[0], ends[1]);
    }
    setYRange(chart);
    for (Level level : levels) {
      double[] y = {level.y(), level.y()};
      ChartStyle.dashed(chart.addSeries(level.name(), ends, y));
    }
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

  private void setYRange(XYChart chart) {
    double[] y =
        sorted(
            Stream.concat(
                lines.stream().map(Line::y),
                levels.stream().map(level -> new double[] {level.y()})));
    double min = y[0];
    double max = y[y.length - 1];
    if (logarithmic) {
      ChartStyle.logarithmic(chart, min, max);
    } else if (yRange.length > 0) {
      ChartStyle.yRange(chart, yRange[0], yRange[1] + 0.02 * (yRange[1] - yRange[0]));
    } else {
      double margin = max > min ? 0.05 * (max - min) : 0.5;
      // Uneven, or XChart takes both ends of the axis for ticks where there is one value.
      ChartStyle.yRange(chart, min - margin, max + 1.1 * margin);
    }
  }

  private static double[] sorted(Stream<double[]> values) {
    return values.flatMapToDouble(Arrays::stream).sorted().toArray();
  }
}
