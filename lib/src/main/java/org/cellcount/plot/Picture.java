package org.cellcount.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.cellcount.augment.DisplacementField;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * An image in colours with what is drawn on it, crisp at any size. Start from an image, a mask or
 * labels, add layers (each call returns a new picture), and show it with {@link #render()} or among
 * others in {@link Panels}; the legend follows from the layers.
 */
public final class Picture {
  private static final double TINT = 0.45;
  private static final double HEAT = 0.6;

  private final int height;
  private final int width;
  private final int[] rgb;
  private final List<Mark> marks;
  private final Set<Key> keys;

  private Picture(int height, int width, int[] rgb, List<Mark> marks, Set<Key> keys) {
    this.height = height;
    this.width = width;
    this.rgb = rgb;
    this.marks = marks;
    this.keys = keys;
  }

  /** An image in gray, stretched from its 0.5th percentile (black) to its 99.8th (white). */
  public static Picture of(GrayImage image) {
    return of(image, Scale.brightness(image));
  }

  /** An image or a map in the colours of a scale, which the figure shows as a colour bar. */
  public static Picture of(GrayImage values, Scale scale) {
    return base(
        values.height(),
        values.width(),
        i -> scale.rgb(values.pixels()[i]),
        Set.of(new Key.Bar(scale)));
  }

  /** A mask, black where 0 and white where 1, gray between. */
  public static Picture of(BinaryImage mask) {
    return ofMask(mask.toGray());
  }

  /** A mask or a probability, black where 0 and white where 1, gray between. */
  public static Picture ofMask(GrayImage mask) {
    return base(mask.height(), mask.width(), i -> ColourMap.GRAY.rgb(mask.pixels()[i]), Set.of());
  }

  /** Labels on black, each cell in a colour that none of its neighbours has. */
  public static Picture of(LabelImage labels) {
    IntFunction<Color> colours = CellShapes.colours(labels);
    int[] cells = labels.labels();
    return base(
        labels.height(),
        labels.width(),
        i -> cells[i] == 0 ? 0 : colours.apply(cells[i]).getRGB(),
        Set.of());
  }

  /** An empty white picture to draw on. */
  public static Picture blank(int height, int width) {
    return base(height, width, i -> 0xFFFFFF, Set.of());
  }

  private static Picture base(int height, int width, IntUnaryOperator colour, Set<Key> keys) {
    int[] rgb = new int[height * width];
    Arrays.setAll(rgb, colour);
    return new Picture(height, width, rgb, List.of(), keys);
  }

  /** Tints the foreground of a mask, the stronger the larger its value (0..1). */
  public Picture tint(GrayImage mask, Color colour, String meaning) {
    checkSize("mask", mask.height(), mask.width());
    return recoloured(
        i -> ColourMap.mix(rgb[i], colour.getRGB(), TINT * mask.pixels()[i]),
        new Key.Swatch(colour, meaning));
  }

  /** Paints the foreground of a mask. */
  public Picture paint(BinaryImage mask, Color colour, String meaning) {
    checkSize("mask", mask.height(), mask.width());
    return recoloured(
        i -> mask.pixels()[i] ? colour.getRGB() : rgb[i], new Key.Swatch(colour, meaning));
  }

  /** Lays a map over the picture in the colours of a scale, so that the picture shines through. */
  public Picture heat(GrayImage values, Scale scale) {
    checkSize("map", values.height(), values.width());
    return recoloured(
        i -> ColourMap.mix(rgb[i], scale.rgb(values.pixels()[i]), HEAT), new Key.Bar(scale));
  }

  /** Shows where a predicted mask agrees with the true one: foreground hit, missed and extra. */
  public Picture compare(BinaryImage predicted, BinaryImage truth) {
    checkSize("predicted mask", predicted.height(), predicted.width());
    checkSize("true mask", truth.height(), truth.width());
    BinaryImage hit = truth.copy();
    BinaryImage missed = truth.copy();
    BinaryImage extra = predicted.copy();
    for (int i = 0; i < rgb.length; i++) {
      hit.pixels()[i] &= predicted.pixels()[i];
      missed.pixels()[i] &= !predicted.pixels()[i];
      extra.pixels()[i] &= !truth.pixels()[i];
    }
    return tint(hit.toGray(), Palette.HIT, "hit")
        .paint(missed, Palette.MISSED, "missed")
        .paint(extra, Palette.EXTRA, "extra");
  }

  /**
   * Shows which cells were found, a cell being found if a predicted one overlaps it by more than
   * half of their union: outlines of predicted cells that are hits or extra, true cells that were
   * missed tinted. Two cells merged into one are an extra outline over tinted cells.
   */
  public Picture compareCells(LabelImage predicted, LabelImage truth) {
    checkSize("predicted labels", predicted.height(), predicted.width());
    checkSize("true labels", truth.height(), truth.width());
    CellMatches matches = new CellMatches(predicted, truth);
    BinaryImage missed = truth.foreground();
    for (int i = 0; i < rgb.length; i++) {
      missed.pixels()[i] &= !matches.isFound(truth.labels()[i]);
    }
    return outlines(predicted, label -> matches.isHit(label) ? Palette.HIT : Palette.EXTRA)
        .explained(Palette.HIT, "found")
        .explained(Palette.EXTRA, "extra")
        .tint(missed.toGray(), Palette.MISSED, "missed");
  }

  /** Draws the outline of every cell, neighbours in different colours. */
  public Picture outlines(LabelImage labels) {
    return outlines(labels, CellShapes.colours(labels));
  }

  /** Draws the outline of every cell in one colour. */
  public Picture outlines(LabelImage labels, Color colour, String meaning) {
    return outlines(labels, label -> colour).explained(colour, meaning);
  }

  /**
   * Draws the outline of every cell in the colour that a function gives for its label; say what the
   * colours mean with {@link #explained}.
   */
  public Picture outlines(LabelImage labels, IntFunction<Color> colours) {
    checkSize("labels", labels.height(), labels.width());
    List<Mark> outlines = new ArrayList<>();
    CellShapes.outlines(labels)
        .forEach((label, path) -> outlines.add(Mark.lines(path, colours.apply(label), Mark.LINE)));
    return drawn(outlines);
  }

  /** Draws a box around pixels, such as a receptive field. */
  public Picture box(int row, int column, int boxHeight, int boxWidth, Color colour) {
    Rectangle2D box = new Rectangle2D.Double(column, row, boxWidth, boxHeight);
    return drawn(List.of(Mark.lines(box, colour, Mark.LINE)));
  }

  /** Draws an arrow from the centre of one pixel to the centre of another. */
  public Picture arrow(double row, double column, double toRow, double toColumn, Color colour) {
    return drawn(List.of(Mark.arrow(row, column, toRow, toColumn, colour)));
  }

  /** Draws a dot on every pixel that has a label, such as the markers of a watershed. */
  public Picture dots(LabelImage markers, Color colour, String meaning) {
    checkSize("markers", markers.height(), markers.width());
    List<double[]> places = new ArrayList<>();
    for (int i = 0; i < markers.labels().length; i++) {
      if (markers.labels()[i] != 0) {
        places.add(new double[] {Math.floorDiv(i, width), i % width});
      }
    }
    return dots(places, colour, meaning);
  }

  /** Draws dots on pixels, each given as row and column. */
  public Picture dots(List<double[]> rowsAndColumns, Color colour, String meaning) {
    return drawn(List.of(Mark.dots(rowsAndColumns, colour))).explained(colour, meaning);
  }

  /**
   * Draws a grid bent by a field: where the lines cross on this picture, the bent picture takes its
   * pixels from.
   *
   * @param spacing pixels between the lines, at least 1
   */
  public Picture warpedGrid(DisplacementField field, int spacing, Color colour) {
    checkSize("displacement field", field.rows().height(), field.rows().width());
    Path2D lines = new Path2D.Double();
    for (int line = 0; line < height + spacing - 1; line += spacing) {
      int row = Math.min(line, height - 1);
      for (int column = 0; column < width; column++) {
        extend(lines, column == 0, row, column, field);
      }
    }
    for (int line = 0; line < width + spacing - 1; line += spacing) {
      int column = Math.min(line, width - 1);
      for (int row = 0; row < height; row++) {
        extend(lines, row == 0, row, column, field);
      }
    }
    return drawn(List.of(Mark.lines(lines, colour, 1)));
  }

  private static void extend(
      Path2D lines, boolean start, int row, int column, DisplacementField field) {
    double x = column + 0.5 + field.columns().get(row, column);
    double y = row + 0.5 + field.rows().get(row, column);
    if (start) {
      lines.moveTo(x, y);
    } else {
      lines.lineTo(x, y);
    }
  }

  /** Adds a colour and its meaning to the legend. */
  public Picture explained(Color colour, String meaning) {
    return new Picture(height, width, rgb, marks, with(new Key.Swatch(colour, meaning)));
  }

  /** The picture with its legend. */
  public BufferedImage render() {
    return new Panels(1).add(this).render();
  }

  /**
   * The picture alone, without margin and legend.
   *
   * @param zoom pixels of the result for each pixel of the picture, at least 1
   */
  public BufferedImage plain(int zoom) {
    BufferedImage canvas = Theme.canvas(width * zoom, height * zoom);
    draw(canvas, 0, 0, width * zoom, height * zoom);
    return Compact.of(canvas);
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  Set<Key> keys() {
    return keys;
  }

  /** Draws the picture, without legend, into a rectangle of a canvas. */
  void draw(BufferedImage canvas, int x, int y, int drawnWidth, int drawnHeight) {
    double zoom = (double) drawnWidth / width;
    Graphics2D graphics = Theme.graphics(canvas);
    graphics.clipRect(x, y, drawnWidth, drawnHeight);
    graphics.translate(x, y);
    graphics.drawImage(raster((int) Math.ceil(zoom)), 0, 0, drawnWidth, drawnHeight, null);
    graphics.dispose();
    drawMarks(canvas, x, y, drawnWidth, drawnHeight);
  }

  /** Draws what is drawn on the picture without the picture itself. */
  void drawMarks(BufferedImage canvas, int x, int y, int drawnWidth, int drawnHeight) {
    double zoom = (double) drawnWidth / width;
    Graphics2D graphics = Theme.graphics(canvas);
    graphics.clipRect(x, y, drawnWidth, drawnHeight);
    graphics.translate(x, y);
    graphics.scale(zoom, (double) drawnHeight / height);
    marks.forEach(mark -> mark.draw(graphics, zoom));
    graphics.dispose();
  }

  /** The pixels repeated a whole number of times, so that all look equally large. */
  private BufferedImage raster(int times) {
    BufferedImage raster = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    raster.setRGB(0, 0, width, height, rgb, 0, width);
    if (times == 1) {
      return raster;
    }
    BufferedImage repeated =
        new BufferedImage(width * times, height * times, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = repeated.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(raster, 0, 0, width * times, height * times, null);
    graphics.dispose();
    return repeated;
  }

  private Picture recoloured(IntUnaryOperator colour, Key key) {
    int[] changed = new int[rgb.length];
    Arrays.setAll(changed, colour);
    return new Picture(height, width, changed, marks, with(key));
  }

  private Picture drawn(List<Mark> more) {
    List<Mark> all = new ArrayList<>(marks);
    all.addAll(more);
    return new Picture(height, width, rgb, all, keys);
  }

  private Set<Key> with(Key key) {
    Set<Key> more = new LinkedHashSet<>(keys);
    more.add(key);
    return more;
  }

  private void checkSize(String name, int otherHeight, int otherWidth) {
    if (otherHeight != height || otherWidth != width) {
      throw new IllegalArgumentException(
          name
              + " "
              + otherHeight
              + "x"
              + otherWidth
              + " does not match picture "
              + height
              + "x"
              + width);
    }
  }
}
