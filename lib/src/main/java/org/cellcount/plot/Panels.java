package org.cellcount.plot;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellcount.base.Require;

/**
 * Pictures in rows and columns, with titles, headings and one legend for all. Fill it row by row;
 * the figure fits a notebook page. XChart sets only charts beside each other, no pictures.
 */
public final class Panels {
  private static final int LARGEST_PICTURE = 400;
  private static final int WIDEST_HEADING = 130;
  private static final int SPACE = 6;
  private static final double ZOOM_STEP = 0.25;

  private final int columns;
  private final List<Picture> pictures = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();
  private List<String> rowHeadings = List.of();
  private List<String> columnHeadings = List.of();
  private int colours = ColourQuantiser.COLOURS;

  /**
   * Starts an empty figure.
   *
   * @param columns pictures side by side, at least 1
   */
  public Panels(int columns) {
    Require.atLeast("columns", columns, 1);
    this.columns = columns;
  }

  /** Adds a picture. */
  public Panels add(Picture picture) {
    return add(picture, "");
  }

  /** Adds a picture with a title above it. */
  public Panels add(Picture picture, String pictureTitle) {
    pictures.add(picture);
    titles.add(pictureTitle);
    return this;
  }

  /** Names the rows at their left, from the top. */
  public Panels rowHeadings(String... headings) {
    rowHeadings = List.of(headings);
    return this;
  }

  /** Names the columns at their top, from the left. */
  public Panels columnHeadings(String... headings) {
    columnHeadings = List.of(headings);
    return this;
  }

  /**
   * Draws with fewer colours than usual: a smaller file, where fine shades do not matter.
   *
   * @param atMost how many, 2 to 160
   */
  public Panels colours(int atMost) {
    Require.that(
        atMost >= 2 && atMost <= ColourQuantiser.COLOURS,
        "colours",
        atMost,
        "2 to " + ColourQuantiser.COLOURS);
    colours = atMost;
    return this;
  }

  /**
   * Draws the figure.
   *
   * @throws IllegalArgumentException if there is no picture, or if the headings are not as many as
   *     the rows or columns
   */
  public BufferedImage render() {
    int rows = (pictures.size() + columns - 1) / columns;
    Require.that(rows > 0, "pictures", pictures, "at least one");
    checkHeadings("row headings", rowHeadings, rows);
    checkHeadings("column headings", columnHeadings, columns);
    int left = headingWidth();
    int available = (Theme.PAGE_WIDTH - left - (columns - 1) * Theme.GAP) / columns;
    int cell = 1;
    Set<LegendEntry> legend = new LinkedHashSet<>();
    for (Picture picture : pictures) {
      cell = Math.max(cell, (int) (picture.width() * zoom(picture, available)));
      legend.addAll(picture.legend());
    }
    List<BufferedImage> parts = new ArrayList<>();
    if (!columnHeadings.isEmpty()) {
      parts.add(row(left, "", texts(columnHeadings, Theme.HEADING, cell)));
    }
    for (int row = 0; row < rows; row++) {
      int first = row * columns;
      int end = Math.min(first + columns, pictures.size());
      String heading = rowHeadings.isEmpty() ? "" : rowHeadings.get(row);
      if (titles.subList(first, end).stream().anyMatch(text -> !text.isEmpty())) {
        parts.add(row(left, "", texts(titles.subList(first, end), Theme.TEXT, cell)));
      }
      parts.add(row(left, heading, drawn(first, end, cell)));
    }
    if (!legend.isEmpty()) {
      parts.add(Legend.of(legend, Theme.PAGE_WIDTH));
    }
    return Figures.framed(Figures.stacked(SPACE, parts), colours);
  }

  private static BufferedImage row(int left, String heading, List<BufferedImage> cells) {
    BufferedImage row = Figures.beside(Theme.GAP, cells);
    BufferedImage canvas = Theme.canvas(left + row.getWidth(), row.getHeight());
    Figures.paste(canvas, row, left, 0);
    if (!heading.isEmpty()) {
      BufferedImage text = Figures.text(heading, Theme.HEADING, Theme.INK, left - Theme.GAP, false);
      Figures.paste(canvas, text, 0, Math.max(0, (row.getHeight() - text.getHeight()) / 2));
    }
    return canvas;
  }

  /** Texts of one row, their last lines on one height. */
  private static List<BufferedImage> texts(List<String> texts, Font font, int cell) {
    List<BufferedImage> drawn = new ArrayList<>();
    texts.forEach(text -> drawn.add(Figures.text(text, font, Theme.INK, cell, true)));
    int height = drawn.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    drawn.replaceAll(
        text -> {
          BufferedImage canvas = Theme.canvas(cell, height);
          Figures.paste(canvas, text, 0, height - text.getHeight());
          return canvas;
        });
    return drawn;
  }

  private List<BufferedImage> drawn(int first, int end, int cell) {
    List<BufferedImage> drawn = new ArrayList<>();
    for (Picture picture : pictures.subList(first, end)) {
      double zoom = zoom(picture, cell);
      int width = (int) (picture.width() * zoom);
      int height = (int) (picture.height() * zoom);
      BufferedImage canvas = Theme.canvas(cell, Math.max(1, height));
      picture.draw(canvas, (cell - width) / 2, 0, Math.max(1, width), Math.max(1, height));
      drawn.add(canvas);
    }
    return drawn;
  }

  /** As large as fits; where pixels are repeated, by a multiple of a quarter. */
  private static double zoom(Picture picture, int available) {
    double width = Math.min(available, LARGEST_PICTURE);
    double zoom = Math.min(width / picture.width(), (double) LARGEST_PICTURE / picture.height());
    return zoom < 1 ? zoom : Math.floor(zoom / ZOOM_STEP) * ZOOM_STEP;
  }

  private int headingWidth() {
    FontMetrics metrics = Theme.metrics(Theme.HEADING);
    int widest = 0;
    for (String heading : rowHeadings) {
      widest = Math.max(widest, metrics.stringWidth(heading));
    }
    return widest == 0 ? 0 : Math.min(WIDEST_HEADING, widest) + Theme.GAP;
  }

  private static void checkHeadings(String name, List<String> headings, int expected) {
    boolean fit = headings.isEmpty() || headings.size() == expected;
    Require.that(fit, name, headings, String.valueOf(expected));
  }
}
