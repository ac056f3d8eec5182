package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cellcount.base.Require;
import org.cellcount.plate.Plate;
import org.cellcount.plate.Well;
import org.cellcount.plate.WellCount;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plate seen from above, each well in the colour of its value; wells can be marked with a cross.
 * The wells are the markers of an XY chart, as XChart's heat map can mark none.
 */
public final class PlateHeatMap {
  private static final int MOST_PITCH = 46;
  private static final int AXES_WIDTH = 84;
  private static final int AXES_HEIGHT = 112;
  private static final int PLOT_WIDTH = Theme.PAGE_WIDTH - AXES_WIDTH;
  private static final double HALF = 0.5;
  private static final double FILLED = 0.82;
  private static final int LONGEST_LABELLED = 16;

  /** A cross that is seen on every colour; XChart's own is a hair. */
  private static final class Cross extends Marker {
    private static final double ARM = 0.26;

    @Override
    public void paint(Graphics2D graphics, double x, double y, int size) {
      double arm = ARM * size;
      graphics.setColor(Color.WHITE);
      strokes(graphics, new BasicStroke(5), x, y, arm);
      graphics.setColor(Palette.EXTRA);
      strokes(graphics, new BasicStroke(3), x, y, arm);
    }

    private static void strokes(
        Graphics2D graphics, BasicStroke stroke, double x, double y, double arm) {
      graphics.setStroke(stroke);
      graphics.draw(new Line2D.Double(x - arm, y - arm, x + arm, y + arm));
      graphics.draw(new Line2D.Double(x - arm, y + arm, x + arm, y - arm));
    }
  }

  private final String title;
  private final String label;
  private final int rows;
  private final int columns;
  private final SortedMap<Well, Double> values = new TreeMap<>();
  private final SortedSet<Well> marked = new TreeSet<>();
  private String meaning = "";

  /**
   * Starts an empty plate.
   *
   * @param title what it shows
   * @param label what the values are, with their unit
   * @param rows of the plate
   * @param columns of the plate
   */
  public PlateHeatMap(String title, String label, int rows, int columns) {
    this.title = title;
    this.label = label;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * The cells a field of a plate.
   *
   * @param flagged wells to mark
   */
  public static PlateHeatMap of(Plate plate, Set<Well> flagged) {
    PlateHeatMap map =
        new PlateHeatMap(plate.name(), "cells a field", plate.rows(), plate.columns());
    for (WellCount well : plate.wells().values()) {
      if (well.counted() > 0) {
        map.well(well.well(), well.mean());
      }
    }
    return map.mark(flagged, "to look at");
  }

  /**
   * Gives a well its value.
   *
   * @throws IllegalArgumentException if it is not on the plate or the value is not finite
   */
  public PlateHeatMap well(Well well, double value) {
    require(well);
    Require.that(Double.isFinite(value), "value of " + well, value, "a finite number");
    values.put(well, value);
    return this;
  }

  /**
   * Marks wells.
   *
   * @param what it means, for the legend
   * @throws IllegalArgumentException if one is not on the plate
   */
  public PlateHeatMap mark(Set<Well> wells, String what) {
    wells.forEach(this::require);
    marked.addAll(wells);
    meaning = what;
    return this;
  }

  private void require(Well well) {
    Require.that(
        well.row() <= rows && well.column() <= columns,
        "well",
        well,
        "one of a plate of " + rows + "x" + columns);
  }

  private int pitch() {
    return Math.min(MOST_PITCH, PLOT_WIDTH / columns);
  }

  /**
   * The chart without its colour bar, to style further: a series for each well, of its name, and
   * one for the marks.
   *
   * @throws IllegalArgumentException if no well has a value
   */
  public XYChart chart() {
    Scale scale = scale();
    int pitch = pitch();
    XYChart chart =
        ChartStyle.chart(
            columns * pitch + AXES_WIDTH,
            rows * pitch + AXES_HEIGHT,
            title,
            "column",
            "row",
            List.of());
    XYStyler style = chart.getStyler();
    style.setMarkerSize((int) (FILLED * pitch));
    style.setPlotGridLinesVisible(false);
    style.setXAxisMin(HALF).setXAxisMax(columns + HALF);
    style.setYAxisMin(HALF).setYAxisMax(rows + HALF);
    int step = Math.max(1, (rows + LONGEST_LABELLED - 1) / LONGEST_LABELLED);
    style.setXAxisTickMarkSpacingHint(step * pitch);
    style.setYAxisTickMarkSpacingHint(step * pitch);
    style.setYAxisTickLabelsFormattingFunction(this::rowName);
    for (Map.Entry<Well, Double> well : values.entrySet()) {
      add(chart, well.getKey().name(), well.getKey(), SeriesMarkers.SQUARE)
          .setMarkerColor(new Color(scale.rgb(well.getValue())));
    }
    for (Well well : marked) {
      add(chart, well + ", marked", well, new Cross()).setMarkerColor(Palette.EXTRA);
    }
    return chart;
  }

  /** A in the first line; XChart also asks for ticks between and beyond the rows. */
  private String rowName(double y) {
    boolean isRow = y == Math.rint(y) && y >= 1 && y <= rows;
    return isRow ? Well.rowName(rows + 1 - (int) y) : Theme.number(y);
  }

  private XYSeries add(XYChart chart, String name, Well well, Marker marker) {
    double[] x = {well.column()};
    double[] y = {rows + 1.0 - well.row()};
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    return series;
  }

  private Scale scale() {
    Require.that(!values.isEmpty(), "plate", "'" + title + "'", "a well with a value");
    double most = values.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double least = values.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double low = Math.min(0, least);
    return new Scale(ColourMap.VIRIDIS, low, most > low ? most : low + 1, label);
  }

  /**
   * Draws the plate with its colour bar below.
   *
   * @throws IllegalArgumentException if no well has a value
   */
  public BufferedImage render() {
    List<LegendEntry> legend =
        marked.isEmpty()
            ? List.of(new LegendEntry.Bar(scale()))
            : List.of(new LegendEntry.Bar(scale()), new LegendEntry.Swatch(Palette.EXTRA, meaning));
    return Figures.stacked(Figures.of(chart()), Legend.of(legend, Theme.PAGE_WIDTH));
  }
}
