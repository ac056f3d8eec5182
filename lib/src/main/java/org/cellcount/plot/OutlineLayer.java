package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import org.cellcount.image.LabelImage;

/**
 * Outlines on a transparent ground, to be laid over {@link Picture#plain} of the same zoom: many of
 * them over one picture take little room in a page.
 */
public final class OutlineLayer {
  /** Steps from transparent to opaque: two bits a pixel. */
  private static final int STEPS = 4;

  private static final float LINE = 2;

  private OutlineLayer() {}

  /**
   * Draws the outline of every cell.
   *
   * @param zoom pixels of the layer for each pixel of the label image, at least 1
   */
  public static BufferedImage of(LabelImage labels, Color colour, int zoom) {
    int width = labels.width() * zoom;
    int height = labels.height() * zoom;
    BufferedImage coverage = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = Theme.graphics(coverage);
    graphics.scale(zoom, zoom);
    graphics.setStroke(new BasicStroke(LINE / zoom));
    graphics.setColor(Color.WHITE);
    CellShapes.outlines(labels).values().forEach(graphics::draw);
    graphics.dispose();
    BufferedImage layer =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY, palette(colour));
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      coverage.getRaster().getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        row[x] = (row[x] * (STEPS - 1) + 127) / 255;
      }
      layer.getRaster().setSamples(0, y, width, 1, 0, row);
    }
    return layer;
  }

  private static IndexColorModel palette(Color colour) {
    byte[] red = new byte[STEPS];
    byte[] green = new byte[STEPS];
    byte[] blue = new byte[STEPS];
    byte[] alpha = new byte[STEPS];
    for (int i = 0; i < STEPS; i++) {
      red[i] = (byte) colour.getRed();
      green[i] = (byte) colour.getGreen();
      blue[i] = (byte) colour.getBlue();
      alpha[i] = (byte) (255 * i / (STEPS - 1));
    }
    return new IndexColorModel(2, STEPS, red, green, blue, alpha);
  }
}
