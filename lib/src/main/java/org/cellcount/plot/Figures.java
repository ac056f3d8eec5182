package org.cellcount.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.cellcount.base.Require;
import org.knowm.xchart.internal.chartpart.IChart;

/** Makes figures of charts, and puts finished figures beside or below each other. */
public final class Figures {
  private static final int MARGIN = 5;

  private Figures() {}

  /** A chart as it is now, for instance after {@code chart.getStyler().setYAxisMax(2.0)}. */
  public static BufferedImage of(IChart chart) {
    BufferedImage canvas = Theme.canvas(chart.getWidth(), chart.getHeight());
    Graphics2D graphics = Theme.graphics(canvas);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    return framed(canvas);
  }

  /** Figures from left to right, aligned at their tops. */
  public static BufferedImage beside(BufferedImage... figures) {
    return ColourQuantiser.reduced(beside(Theme.GAP, List.of(figures)), ColourQuantiser.COLOURS);
  }

  /** Figures from top to bottom, aligned at their left edges. */
  public static BufferedImage stacked(BufferedImage... figures) {
    return ColourQuantiser.reduced(stacked(Theme.GAP, List.of(figures)), ColourQuantiser.COLOURS);
  }

  static BufferedImage beside(int gap, List<BufferedImage> figures) {
    checkSome(figures);
    int width = figures.stream().mapToInt(BufferedImage::getWidth).sum();
    int height = figures.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    BufferedImage canvas = Theme.canvas(width + gap * (figures.size() - 1), height);
    int x = 0;
    for (BufferedImage figure : figures) {
      paste(canvas, figure, x, 0);
      x += figure.getWidth() + gap;
    }
    return canvas;
  }

  static BufferedImage stacked(int gap, List<BufferedImage> figures) {
    checkSome(figures);
    int width = figures.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
    int height = figures.stream().mapToInt(BufferedImage::getHeight).sum();
    BufferedImage canvas = Theme.canvas(width, height + gap * (figures.size() - 1));
    int y = 0;
    for (BufferedImage figure : figures) {
      paste(canvas, figure, 0, y);
      y += figure.getHeight() + gap;
    }
    return canvas;
  }

  /** A finished figure: a thin white margin, few colours. */
  static BufferedImage framed(BufferedImage figure) {
    return framed(figure, ColourQuantiser.COLOURS);
  }

  static BufferedImage framed(BufferedImage figure, int colours) {
    BufferedImage canvas =
        Theme.canvas(figure.getWidth() + 2 * MARGIN, figure.getHeight() + 2 * MARGIN);
    paste(canvas, figure, MARGIN, MARGIN);
    return ColourQuantiser.reduced(canvas, colours);
  }

  static void paste(BufferedImage canvas, BufferedImage figure, int x, int y) {
    Graphics2D graphics = canvas.createGraphics();
    graphics.drawImage(figure, x, y, null);
    graphics.dispose();
  }

  /** A text in lines no wider than a width. */
  static BufferedImage text(String text, Font font, Color colour, int width, boolean centred) {
    FontMetrics metrics = Theme.metrics(font);
    List<String> lines = Theme.wrap(text, metrics, width);
    int lineHeight = metrics.getAscent() + metrics.getDescent();
    BufferedImage canvas = Theme.canvas(width, Math.max(1, lines.size() * lineHeight));
    Graphics2D graphics = Theme.graphics(canvas);
    graphics.setFont(font);
    graphics.setColor(colour);
    for (int i = 0; i < lines.size(); i++) {
      int x = centred ? (width - metrics.stringWidth(lines.get(i))) / 2 : 0;
      graphics.drawString(lines.get(i), x, i * lineHeight + metrics.getAscent());
    }
    graphics.dispose();
    return canvas;
  }

  private static void checkSome(List<BufferedImage> figures) {
    Require.that(!figures.isEmpty(), "figures", figures, "at least one");
  }
}
