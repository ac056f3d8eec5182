package org.cellcount.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
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
import org.cellcount.base.Require;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * An image in colours with what is drawn on it, crisp at any size. Start from an image, a mask or
 * labels, add layers (each call returns a new picture), and show it with {@link #render()} or among
 * others in {@link Panels}; the legend follows from the layers. Drawn here, as XChart's charts hold
 * no image in its own pixels.
 */
public final class Picture {
  private static final double TINT = 0.45;

  private final int height;
  private final int width;
  private final int[] rgb;
  private final List<Overlay> overlays;
  private final Set<LegendEntry> legend;

  private Picture(
      int height, int width, int[] rgb, List<Overlay> overlays, Set<LegendEntry> legend) {
    this.height = height;
    this.width = width;
    this.rgb = rgb;
    this.overlays = overlays;
    this.legend = legend;
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
        Set.of(new LegendEntry.Bar(scale)));
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

  private static Picture base(
      int height, int width, IntUnaryOperator colour, Set<LegendEntry> legend) {
    int[] rgb = new int[height * width];
    Arrays.setAll(rgb, colour);
    return new Picture(height, width, rgb, List.of(), legend);
  }

  /** Tints the foreground of a mask, the stronger the larger its value (0..1). */
  public Picture tint(GrayImage mask, Color colour, String meaning) {
    checkSize("mask", mask.height(), mask.width());
    return recoloured(
        i -> ColourMap.mix(rgb[i], colour.getRGB(), TINT * mask.pixels()[i]),
        new LegendEntry.Swatch(colour, meaning));
  }

  /** Paints the foreground of a mask. */
  public Picture paint(BinaryImage mask, Color colour, String meaning) {
    checkSize("mask", mask.height(), mask.width());
    return recoloured(
        i -> mask.pixels()[i] ? colour.getRGB() : rgb[i], new LegendEntry.Swatch(colour, meaning));
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
    List<Overlay> outlines = new ArrayList<>();
    CellShapes.outlines(labels)
        .forEach(
            (label, path) -> outlines.add(Overlay.lines(path, colours.apply(label), Overlay.LINE)));
    return drawn(outlines);
  }

  /** Draws a box around pixels, such as a receptive field. */
  public Picture box(int row, int column, int boxHeight, int boxWidth, Color colour) {
    Rectangle2D box = new Rectangle2D.Double(column, row, boxWidth, boxHeight);
    return drawn(List.of(Overlay.lines(box, colour, Overlay.LINE)));
  }

  /** Draws an arrow from the centre of one pixel to the centre of another. */
  public Picture arrow(double row, double column, double toRow, double toColumn, Color colour) {
    return drawn(List.of(Overlay.arrow(row, column, toRow, toColumn, colour)));
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
    return drawn(List.of(Overlay.dots(rowsAndColumns, colour))).explained(colour, meaning);
  }

  /**
   * Draws a grid bent by a field: where the lines cross on this picture, the bent picture takes its
   * pixels from.
   *
   * @param spacing pixels between the lines, at least 1
   */
  public Picture warpedGrid(DisplacementField field, int spacing, Color colour) {
    checkSize("displacement field", field.rows().height(), field.rows().width());
    return drawn(List.of(Overlay.warpedGrid(height, width, field, spacing, colour)));
  }

  /** Adds a colour and its meaning to the legend. */
  public Picture explained(Color colour, String meaning) {
    return new Picture(height, width, rgb, overlays, with(new LegendEntry.Swatch(colour, meaning)));
  }

  /** The picture with its legend. */
  public BufferedImage render() {
    return new Panels(1).add(this).render();
  }

  /**
   * The picture without legend and frame, to be laid over others of its size.
   *
   * @param zoom how often each pixel is repeated in either direction, at least 1
   */
  public BufferedImage alone(int zoom) {
    Require.atLeast("zoom", zoom, 1);
    BufferedImage canvas = Theme.canvas(zoom * width, zoom * height);
    draw(canvas, 0, 0, canvas.getWidth(), canvas.getHeight());
    return ColourQuantiser.reduced(canvas, ColourQuantiser.COLOURS);
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  Set<LegendEntry> legend() {
    return legend;
  }

  /** Draws the picture, without legend, into a rectangle of a canvas. */
  void draw(BufferedImage canvas, int x, int y, int drawnWidth, int drawnHeight) {
    double zoom = (double) drawnWidth / width;
    Graphics2D graphics = Theme.graphics(canvas);
    graphics.clipRect(x, y, drawnWidth, drawnHeight);
    graphics.translate(x, y);
    graphics.drawImage(raster((int) Math.ceil(zoom)), 0, 0, drawnWidth, drawnHeight, null);
    graphics.dispose();
    drawOverlays(canvas, x, y, drawnWidth, drawnHeight);
  }

  /** Draws what is drawn on the picture without the picture itself. */
  void drawOverlays(BufferedImage canvas, int x, int y, int drawnWidth, int drawnHeight) {
    double zoom = (double) drawnWidth / width;
    Graphics2D graphics = Theme.graphics(canvas);
    if (canvas.getColorModel().hasAlpha()) {
      // Soft edges on a transparent canvas are hundreds of colours.
      graphics.setRenderingHint(
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    }
    graphics.clipRect(x, y, drawnWidth, drawnHeight);
    graphics.translate(x, y);
    graphics.scale(zoom, (double) drawnHeight / height);
    overlays.forEach(overlay -> overlay.draw(graphics, zoom));
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

  private Picture recoloured(IntUnaryOperator colour, LegendEntry entry) {
    int[] changed = new int[rgb.length];
    Arrays.setAll(changed, colour);
    return new Picture(height, width, changed, overlays, with(entry));
  }

  private Picture drawn(List<Overlay> more) {
    List<Overlay> all = new ArrayList<>(overlays);
    all.addAll(more);
    return new Picture(height, width, rgb, all, legend);
  }

  private Set<LegendEntry> with(LegendEntry entry) {
    Set<LegendEntry> more = new LinkedHashSet<>(legend);
    more.add(entry);
    return more;
  }

  private void checkSize(String name, int otherHeight, int otherWidth) {
    Require.sameSize(name, otherHeight, otherWidth, height, width);
  }
}
