package org.cellcount.plot;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Pictures in rows and columns, with titles, headings and one legend for all. Fill it row by row;
 * the figure fits a notebook page.
 */
public final class Panels {
  private static final int LARGEST_PICTURE = 400;
  private static final int WIDEST_HEADING = 130;
  private static final int NARROWEST_TITLE = 400;
  private static final int SPACE = 6;
  private static final double ZOOM_STEP = 0.25;

  private final int columns;
  private final List<Picture> pictures = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();
  private List<String> rowHeadings = List.of();
  private List<String> columnHeadings = List.of();
  private String title = "";
  private int colours = Compact.COLOURS;

  /**
   * Starts an empty figure.
   *
   * @param columns pictures side by side, at least 1
   */
  public Panels(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("columns " + columns + ": expected at least 1");
    }
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

  /** Says above everything what the figure shows. */
  public Panels title(String figureTitle) {
    title = figureTitle;
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
    if (atMost < 2 || atMost > Compact.COLOURS) {
      throw new IllegalArgumentException(
          "colours " + atMost + ": expected 2 to " + Compact.COLOURS);
    }
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
    if (rows == 0) {
      throw new IllegalArgumentException("expected at least one picture, got none");
    }
    checkHeadings("row headings", rowHeadings, rows);
    checkHeadings("column headings", columnHeadings, columns);
    int left = headingWidth();
    int available = (Theme.PAGE_WIDTH - left - (columns - 1) * Theme.GAP) / columns;
    int cell = 1;
    Set<Key> keys = new LinkedHashSet<>();
    for (Picture picture : pictures) {
      cell = Math.max(cell, (int) (picture.width() * zoom(picture, available)));
      keys.addAll(picture.keys());
    }
    List<BufferedImage> parts = new ArrayList<>();
    if (!title.isEmpty()) {
      int width = left + Math.min(columns, pictures.size()) * (cell + Theme.GAP);
      parts.add(
          Figures.text(title, Theme.TITLE, Theme.INK, Math.max(width, NARROWEST_TITLE), false));
    }
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
    if (!keys.isEmpty()) {
      parts.add(Legend.of(keys, Theme.PAGE_WIDTH));
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
    if (!headings.isEmpty() && headings.size() != expected) {
      throw new IllegalArgumentException(
          headings.size() + " " + name + ": expected " + expected + ", got " + headings);
    }
  }
}
