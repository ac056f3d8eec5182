package org.cellcount.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cellcount.base.Require;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** How often values occur; several sets of values lie over each other on common bins. */
public final class Histogram {
  private static final int MOST_BINS = 40;

  /** Values and their name. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Values(String name, double[] values) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Values> sets = new ArrayList<>();
  private boolean whole = true;
  private boolean shares;
  private int height = ChartStyle.HEIGHT;

  /**
   * Starts an empty histogram of half a page's width.
   *
   * @param title what it shows
   * @param xLabel what the values are, with their unit
   * @param yLabel what is counted
   */
  public Histogram(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** Adds whole numbers: bins hold as many whole numbers each. */
  public Histogram add(String name, int... values) {
    return addSet(name, IntStream.of(values).asDoubleStream().toArray());
  }

  /** Adds real numbers. */
  public Histogram add(String name, double... values) {
    whole = false;
    return addSet(name, values.clone());
  }

  private Histogram addSet(String name, double[] values) {
    Require.that(
        values.length > 0 && Arrays.stream(values).allMatch(Double::isFinite),
        "histogram",
        "of '" + name + "'",
        "finite numbers, at least 1");
    sets.add(new Values(name, values));
    return this;
  }

  /** Shows each set's bars in percent of that set, so that sets of different size compare. */
  public Histogram asShares() {
    shares = true;
    return this;
  }

  /** Sets the height of the plot, pixels, to match a figure beside it. */
  Histogram height(int pixels) {
    height = pixels;
    return this;
  }

  /**
   * The chart, to style further and draw with {@link Figures#of}: a series of steps for each set.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public XYChart chart() {
    Require.that(!sets.isEmpty(), "histogram", "'" + title + "'", "values, got none");
    double[] edges =
        edges(sets.stream().flatMapToDouble(set -> Arrays.stream(set.values())).toArray(), whole);
    XYChart chart =
        ChartStyle.chart(
            ChartStyle.WIDTH,
            height,
            title,
            xLabel,
            shares ? yLabel + " (%)" : yLabel,
            sets.stream().map(Values::name).toList());
    ChartStyle.xRange(chart, edges[0], edges[edges.length - 1]);
    double highest = 0;
    for (int i = 0; i < sets.size(); i++) {
      double[] heights = heights(sets.get(i).values(), edges, shares);
      highest = Math.max(highest, Arrays.stream(heights).max().orElseThrow());
      addSteps(chart, sets.get(i).name(), heights, edges, Palette.series(i));
    }
    ChartStyle.yRange(chart, 0, 1.05 * highest);
    return chart;
  }

  /**
   * Draws the histogram.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public BufferedImage render() {
    return Figures.of(chart());
  }

  private static void addSteps(
      XYChart chart, String name, double[] heights, double[] edges, Color colour) {
    // Up at the first edge, at each edge to the height of the bar behind it, down at the last.
    double[] x = new double[edges.length + 1];
    double[] y = new double[edges.length + 1];
    x[0] = edges[0];
    System.arraycopy(edges, 0, x, 1, edges.length);
    System.arraycopy(heights, 0, y, 1, heights.length);
    XYSeries series = chart.addSeries(name, x, y);
    ChartStyle.solid(series, colour);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
    series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 70));
  }

  /** The ends of the bins; whole numbers lie in the middle of theirs. */
  static double[] edges(double[] values, boolean whole) {
    double min = DoubleStream.of(values).min().orElseThrow();
    double max = DoubleStream.of(values).max().orElseThrow();
    if (whole) {
      double width = Math.ceil((max - min + 1) / MOST_BINS);
      int bins = (int) Math.ceil((max - min + 1) / width);
      return IntStream.rangeClosed(0, bins).mapToDouble(i -> min - 0.5 + i * width).toArray();
    }
    double width = max > min ? (max - min) / MOST_BINS : 1.0 / MOST_BINS;
    return IntStream.rangeClosed(0, MOST_BINS).mapToDouble(i -> min + i * width).toArray();
  }

  /** How many of the values, or what percentage, lie in each bin. */
  static double[] heights(double[] values, double[] edges, boolean shares) {
    double[] heights = new double[edges.length - 1];
    double width = edges[1] - edges[0];
    for (double value : values) {
      int bin = (int) ((value - edges[0]) / width);
      heights[Math.min(bin, heights.length - 1)] += shares ? 100.0 / values.length : 1;
    }
    return heights;
  }
}
