package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cellcount.metric.Interval;

/**
 * Horizontal bars with long names, their values in figures, and whiskers where a value has a
 * spread: the rows of an ablation table, for example.
 */
public final class BarChart {
  private static final int ROW = 28;
  private static final int BAR = 18;
  private static final int WIDEST_NAME = 450;
  private static final String EXPECTED = ": expected 0 or more";
  private static final int PAD = 10;
  private static final int TOP = 46;
  private static final int FOOT = 44;

  /** A bar and its whisker from low to high, both the value where there is none. */
  private record Bar(
      String name, double value, double low, double high, String figures, Color colour) {}

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

  /** Adds a bar below the others. */
  public BarChart bar(String name, double value) {
    return bar(name, value, 0, Palette.BLUE);
  }

  /** Adds a bar with a whisker from value - spread to value + spread. */
  public BarChart bar(String name, double value, double spread) {
    return bar(name, value, spread, Palette.BLUE);
  }

  /**
   * Adds a bar of its own colour.
   *
   * @throws IllegalArgumentException if the value or the spread is negative or not finite
   */
  public BarChart bar(String name, double value, double spread, Color colour) {
    String figures =
        spread == 0 ? Theme.number(value) : Theme.number(value) + " \u00b1 " + Theme.number(spread);
    if (!(value >= 0 && spread >= 0 && Double.isFinite(value + spread))) {
      throw new IllegalArgumentException("bar '" + name + "' of " + figures + EXPECTED);
    }
    bars.add(new Bar(name, value, value - spread, value + spread, figures, colour));
    return this;
  }

  /**
   * Adds a bar with a whisker over a confidence interval.
   *
   * @throws IllegalArgumentException if the value or the interval is negative or not finite
   */
  public BarChart bar(String name, double value, Interval interval, Color colour) {
    String figures =
        String.format(
            Locale.ROOT,
            "%s (%s to %s)",
            Theme.number(value),
            Theme.number(interval.low()),
            Theme.number(interval.high()));
    if (!(value >= 0 && interval.low() >= 0 && Double.isFinite(value + interval.high()))) {
      throw new IllegalArgumentException("bar '" + name + "' of " + figures + EXPECTED);
    }
    bars.add(new Bar(name, value, interval.low(), interval.high(), figures, colour));
    return this;
  }

  /** Adds a dashed line across all bars, such as the best value that is possible. */
  public BarChart level(String name, double value) {
    levelName = name;
    level = value;
    return this;
  }

  /**
   * Draws the chart.
   *
   * @throws IllegalArgumentException if there is no bar
   */
  public BufferedImage render() {
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("chart '" + title + "': expected at least one bar");
    }
    FontMetrics metrics = Theme.metrics(Theme.TEXT);
    int names = 0;
    int figures = 0;
    double longest = Math.max(level, Double.MIN_NORMAL);
    for (Bar bar : bars) {
      names = Math.max(names, Math.min(WIDEST_NAME, metrics.stringWidth(bar.name())));
      figures = Math.max(figures, metrics.stringWidth(bar.figures()));
      longest = Math.max(longest, bar.high());
    }
    int left = names + PAD;
    int bottom = TOP + bars.size() * ROW;
    BufferedImage canvas = Theme.canvas(Theme.PAGE_WIDTH, bottom + FOOT);
    Graphics2D graphics = Theme.graphics(canvas);
    graphics.setFont(Theme.TITLE);
    graphics.drawString(title, 0, 18);
    graphics.setFont(Theme.TEXT);
    double perUnit = (Theme.PAGE_WIDTH - left - figures - 2 * PAD) / longest;
    drawAxis(graphics, left, bottom, perUnit, longest);
    for (int i = 0; i < bars.size(); i++) {
      drawBar(graphics, bars.get(i), left, names, TOP + i * ROW, perUnit);
    }
    if (!levelName.isEmpty()) {
      drawLevel(graphics, left + level * perUnit, bottom);
    }
    graphics.dispose();
    return Figures.framed(canvas);
  }

  private void drawAxis(Graphics2D graphics, int left, int bottom, double perUnit, double longest) {
    double step = step(longest);
    for (double tick = 0; tick <= longest; tick += step) {
      double x = left + tick * perUnit;
      graphics.setColor(Theme.GRID);
      graphics.draw(new Line2D.Double(x, TOP, x, bottom));
      graphics.setColor(Theme.INK);
      centred(graphics, Theme.number(tick), x, bottom + 17);
    }
    centred(graphics, label, left + longest * perUnit / 2, bottom + 38);
  }

  private static void drawBar(
      Graphics2D graphics, Bar bar, int left, int names, int y, double perUnit) {
    FontMetrics metrics = graphics.getFontMetrics();
    String name = Theme.shorten(bar.name(), metrics, names);
    int baseline = y + ROW / 2 + 5;
    graphics.setColor(Theme.INK);
    graphics.drawString(name, names - metrics.stringWidth(name), baseline);
    graphics.setColor(bar.colour());
    double end = left + bar.value() * perUnit;
    graphics.fill(new Rectangle2D.Double(left, y + (ROW - BAR) / 2.0, end - left, BAR));
    graphics.setColor(Theme.INK);
    double low = left + bar.low() * perUnit;
    double high = left + bar.high() * perUnit;
    if (high > low) {
      graphics.setStroke(new BasicStroke(1.6f));
      double middle = y + ROW / 2.0;
      graphics.draw(new Line2D.Double(low, middle, high, middle));
      graphics.draw(new Line2D.Double(low, middle - 4, low, middle + 4));
      graphics.draw(new Line2D.Double(high, middle - 4, high, middle + 4));
    }
    graphics.drawString(bar.figures(), (float) (Math.max(end, high) + PAD), baseline);
  }

  /** The level's name stands above its line, on the side where there is room. */
  private void drawLevel(Graphics2D graphics, double x, int bottom) {
    graphics.setColor(Theme.MUTED);
    graphics.setStroke(Theme.DASHES);
    graphics.draw(new Line2D.Double(x, TOP - 12, x, bottom));
    int width = graphics.getFontMetrics().stringWidth(levelName);
    boolean fits = x + 5 + width < Theme.PAGE_WIDTH;
    graphics.drawString(levelName, (float) (fits ? x + 5 : x - 5 - width), TOP - 4);
  }

  private static void centred(Graphics2D graphics, String text, double x, int y) {
    int width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x - width / 2.0), y);
  }

  /** 1, 2 or 5 times a power of ten, for 4 to 8 ticks. */
  private static double step(double longest) {
    double power = Math.pow(10, Math.floor(Math.log10(longest)));
    double leading = longest / power;
    if (leading < 3.5) {
      return power * (leading < 1.5 ? 0.2 : 0.5);
    }
    return power * (leading < 7.5 ? 1 : 2);
  }
}
