package org.cellcount.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over a common x axis, such as the losses of a training run. */
public final class LineChart {
  private static final int FEW_POINTS = 15;

  /** A line through points. */
  private static final class Line {
    private final String name;
    private final double[] x;
    private final double[] y;

    Line(String name, double[] x, double[] y) {
      this.name = name;
      this.x = x;
      this.y = y;
    }
  }

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
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(
          "line '"
              + name
              + "' has "
              + x.length
              + " x and "
              + y.length
              + " y values: expected as many of both, at least 1");
    }
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
   * Draws the chart.
   *
   * @throws IllegalArgumentException if there is no line
   */
  public BufferedImage render() {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("chart '" + title + "': expected at least one line");
    }
    XYChart chart = ChartStyle.chart(ChartStyle.WIDTH, ChartStyle.HEIGHT, xLabel);
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Color colour = Palette.series(i);
      XYSeries series = chart.addSeries(line.name, line.x, line.y);
      ChartStyle.solid(series, colour);
      keys.add(new Key.Swatch(colour, line.name));
      series.setMarker(line.x.length <= FEW_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
    double[] x = values(line -> line.x);
    ChartStyle.xRange(chart, x[0], x[x.length - 1]);
    if (Arrays.stream(x).allMatch(value -> value == Math.rint(value))) {
      ChartStyle.wholeX(chart, x[0], x[x.length - 1]);
    }
    setYRange(chart);
    for (Level level : levels) {
      double[] ends = {level.y(), level.y()};
      ChartStyle.dashed(chart.addSeries(level.name(), new double[] {x[0], x[x.length - 1]}, ends));
      keys.add(new Key.Swatch(Theme.MUTED, level.name()));
    }
    return ChartStyle.render(chart, title, yLabel, keys);
  }

  private void setYRange(XYChart chart) {
    double[] y =
        DoubleStream.concat(
                Arrays.stream(values(line -> line.y)), levels.stream().mapToDouble(Level::y))
            .sorted()
            .toArray();
    double min = y[0];
    double max = y[y.length - 1];
    if (logarithmic) {
      ChartStyle.logarithmic(chart, min, max);
    } else if (yRange.length > 0) {
      ChartStyle.yRange(chart, yRange[0], yRange[1] + 0.02 * (yRange[1] - yRange[0]));
    } else {
      double margin = max > min ? 0.05 * (max - min) : 0.5;
      ChartStyle.yRange(chart, min - margin, max + margin);
    }
  }

  private double[] values(Function<Line, double[]> axis) {
    return lines.stream().map(axis).flatMapToDouble(Arrays::stream).sorted().toArray();
  }
}
