package org.cellcount.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * A few images twice: above with the cells that were found, in the colours of {@link ErrorPicture},
 * below with the true ones. What was found is a transparent layer, so that many attempts over one
 * background take little room in a page.
 */
public final class ErrorGrid {
  private static final int LAYER_COLOURS = 32;

  private final List<GrayImage> images;
  private final List<LabelImage> truth;
  private final int zoom;
  private final int titleHeight = Theme.metrics(Theme.TEXT).getHeight();
  private final BufferedImage background;

  /**
   * Chooses the images.
   *
   * @param images side by side, all of one size
   * @param truth the true cells of each
   * @param zoom pixels of the figure for each pixel of an image, at least 1
   * @throws IllegalArgumentException if there is no image or the numbers differ
   */
  public ErrorGrid(List<GrayImage> images, List<LabelImage> truth, int zoom) {
    Require.that(!images.isEmpty(), "images", images, "at least one");
    checkNumber("true label images", truth.size(), images.size());
    this.images = List.copyOf(images);
    this.truth = List.copyOf(truth);
    this.zoom = zoom;
    this.background = drawBackground();
  }

  private static void checkNumber(String name, int number, int images) {
    Require.that(number == images, name, number, images + ", one for each image");
  }

  /** The images, in the lower row with the true cells, and what the colours mean. */
  public BufferedImage background() {
    return background;
  }

  private BufferedImage drawBackground() {
    BufferedImage canvas =
        Theme.canvas(left(images.size()) - Theme.GAP, 2 * (titleHeight + height()));
    Set<LegendEntry> legend = new LinkedHashSet<>();
    for (int i = 0; i < images.size(); i++) {
      Picture image = Picture.of(images.get(i));
      Picture cells = image.outlines(truth.get(i), Color.WHITE, "true cell");
      image.draw(canvas, left(i), titleHeight, width(), height());
      write(canvas, "true: " + truth.get(i).count(), i, titleHeight + height());
      cells.draw(canvas, left(i), 2 * titleHeight + height(), width(), height());
      legend.addAll(cells.legend());
      legend.addAll(ErrorPicture.of(images.get(i), truth.get(i), truth.get(i)).legend());
    }
    return Figures.stacked(canvas, Legend.of(legend, Theme.PAGE_WIDTH));
  }

  /**
   * The cells that were found and how many they are, as large as the background and transparent
   * where there is nothing.
   *
   * @param found cells in each image
   * @throws IllegalArgumentException if the numbers or the sizes differ
   */
  public BufferedImage layer(List<LabelImage> found) {
    checkNumber("label images", found.size(), images.size());
    BufferedImage canvas =
        new BufferedImage(
            background.getWidth(), background.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < found.size(); i++) {
      write(canvas, "counted: " + found.get(i).count(), i, 0);
      ErrorPicture.of(images.get(i), found.get(i), truth.get(i))
          .drawOverlays(canvas, left(i), titleHeight, width(), height());
    }
    return ColourQuantiser.reduced(canvas, LAYER_COLOURS);
  }

  private int width() {
    return images.get(0).width() * zoom;
  }

  private int height() {
    return images.get(0).height() * zoom;
  }

  private int left(int index) {
    return index * (width() + Theme.GAP);
  }

  private void write(BufferedImage canvas, String text, int index, int top) {
    Graphics2D graphics = Theme.graphics(canvas);
    int indent = (width() - graphics.getFontMetrics().stringWidth(text)) / 2;
    graphics.drawString(text, left(index) + indent, top + graphics.getFontMetrics().getAscent());
    graphics.dispose();
  }
}
