package org.cellcount.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * A few images twice: above with the cells that were found, in the colours of {@link ErrorPicture},
 * below with the true ones. What was found is a transparent layer, so that many attempts over one
 * background take little room in a page.
 */
public final class ErrorGrid {
  private static final List<Color> LAYER_COLOURS =
      List.of(Palette.SKY, Palette.EXTRA, Palette.PURPLE, Palette.GREEN, Palette.YELLOW, Theme.INK);

  /** Transparent, half and fully opaque: all colours then fit into four bits a pixel. */
  private static final int STEPS = 2;

  private static final int BITS = 4;

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
    if (images.isEmpty()) {
      throw new IllegalArgumentException("expected at least one image, got none");
    }
    checkNumber("true label images", truth.size(), images.size());
    this.images = List.copyOf(images);
    this.truth = List.copyOf(truth);
    this.zoom = zoom;
    this.background = drawBackground();
  }

  private static void checkNumber(String name, int number, int images) {
    if (number != images) {
      throw new IllegalArgumentException(
          number + " " + name + " for " + images + " images: expected one each");
    }
  }

  /** The images, in the lower row with the true cells, and what the colours mean. */
  public BufferedImage background() {
    return background;
  }

  private BufferedImage drawBackground() {
    BufferedImage canvas =
        Theme.canvas(left(images.size()) - Theme.GAP, 2 * (titleHeight + height()));
    Set<Key> keys = new LinkedHashSet<>();
    for (int i = 0; i < images.size(); i++) {
      Picture image = Picture.of(images.get(i));
      Picture cells = image.outlines(truth.get(i), Color.WHITE, "true cell");
      image.draw(canvas, left(i), titleHeight, width(), height());
      write(canvas, "true: " + truth.get(i).count(), i, titleHeight + height());
      cells.draw(canvas, left(i), 2 * titleHeight + height(), width(), height());
      keys.addAll(cells.keys());
      keys.addAll(ErrorPicture.of(images.get(i), truth.get(i), truth.get(i)).keys());
    }
    return Compact.of(
        Figures.stacked(Theme.GAP, List.of(canvas, Legend.of(keys, Theme.PAGE_WIDTH))));
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
          .drawMarks(canvas, left(i), titleHeight, width(), height());
    }
    return fewColours(canvas);
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

  /** Replaces each pixel by the nearest colour of the layer at the nearest opacity. */
  private static BufferedImage fewColours(BufferedImage image) {
    int[] palette = new int[1 << BITS];
    for (int i = 0; i < LAYER_COLOURS.size() * STEPS; i++) {
      int opacity = 255 * (i % STEPS + 1) / STEPS;
      palette[i + 1] = (opacity << 24) | (LAYER_COLOURS.get(i / STEPS).getRGB() & 0xFFFFFF);
    }
    IndexColorModel colours =
        new IndexColorModel(BITS, palette.length, palette, 0, true, 0, DataBuffer.TYPE_BYTE);
    BufferedImage few =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_BINARY, colours);
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        int step = Math.round((row[x] >>> 24) * STEPS / 255f);
        row[x] = step == 0 ? 0 : nearest(row[x]) * STEPS + step;
      }
      few.getRaster().setPixels(0, y, row.length, 1, row);
    }
    return few;
  }

  private static int nearest(int rgb) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < LAYER_COLOURS.size(); i++) {
      int difference = difference(rgb, LAYER_COLOURS.get(i).getRGB());
      if (difference < least) {
        least = difference;
        nearest = i;
      }
    }
    return nearest;
  }

  private static int difference(int rgb, int other) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int channel = (rgb >> shift & 0xFF) - (other >> shift & 0xFF);
      sum += channel * channel;
    }
    return sum;
  }
}
