package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.cellcount.model.BlockPart;
import org.cellcount.model.GatePart;
import org.cellcount.model.UNet;

/**
 * A network drawn as the U it is: a block for every level, as tall as its maps and the wider the
 * more channels they have, with its name, its channels times its size, skips, gates and shortcuts.
 * Drawn here, as XChart draws no diagrams.
 */
public final class NetworkSketch {
  private static final int HEIGHT = 330;
  private static final int TOP = 62;
  private static final int STEP = 92;
  private static final int TALLEST = 92;
  private static final int SHORTEST = 14;
  private static final int DROP = 42;
  private static final BasicStroke THIN = new BasicStroke(1.5f);

  private final UNet network;
  private final int levels;
  private final int size;
  private final Graphics2D graphics;

  private NetworkSketch(UNet network, int size, Graphics2D graphics) {
    this.network = network;
    this.levels = network.levels();
    this.size = size;
    this.graphics = graphics;
  }

  /**
   * Draws a network.
   *
   * @param network the network
   * @param size height and width of its input, pixels
   */
  public static BufferedImage of(UNet network, int size) {
    BufferedImage canvas =
        Theme.canvas(Theme.PAGE_WIDTH, HEIGHT + Math.max(0, network.levels() - 4) * DROP);
    Graphics2D graphics = Theme.graphics(canvas);
    new NetworkSketch(network, size, graphics).draw();
    graphics.dispose();
    return Figures.framed(canvas);
  }

  private void draw() {
    graphics.setFont(Theme.TITLE);
    graphics.drawString(network.title(), 0, 18);
    graphics.setFont(Theme.TEXT);
    for (int level = 0; level < levels; level++) {
      skip(level);
      arrow(
          right(x(level), level), middle(level), left(x(level + 1), level + 1), middle(level + 1));
      int up = 2 * levels - level;
      arrow(right(x(up - 1), level + 1), middle(level + 1), left(x(up), level), middle(level));
    }
    for (int block = 0; block <= 2 * levels; block++) {
      block(block);
    }
    legend();
  }

  private void block(int block) {
    int level = Math.min(block, 2 * levels - block);
    double x = x(block);
    double height = height(level);
    double y = middle(level) - height / 2;
    graphics.setColor(block < levels ? Palette.SKY : block > levels ? Palette.GREEN : Palette.BLUE);
    graphics.fill(new Rectangle2D.Double(left(x, level), y, width(level), height));
    graphics.setColor(Theme.INK);
    graphics.setStroke(THIN);
    if (network.block() == BlockPart.RESIDUAL) {
      double reach = width(level) / 2 + 7;
      graphics.draw(new Arc2D.Double(x - reach, y - 11, 2 * reach, 22, 0, 180, Arc2D.OPEN));
    }
    int side = size >> level;
    graphics.setFont(Theme.HEADING);
    label(name(block), block, y + height + 17);
    graphics.setFont(Theme.TEXT);
    label(network.widths().get(level) + " \u00d7 " + side + "\u00b2", block, y + height + 34);
  }

  private String name(int block) {
    if (block == levels) {
      return "bottleneck";
    }
    return block < levels ? "enc" + (block + 1) : "dec" + (2 * levels + 1 - block);
  }

  private void skip(int level) {
    double from = right(x(level), level);
    double to = left(x(2 * levels - level), level);
    double y = middle(level) - height(level) / 4;
    graphics.setColor(Theme.MUTED);
    graphics.setStroke(Theme.DASHES);
    graphics.draw(new Line2D.Double(from, y, to - 6, y));
    head(to, y, 0);
    if (network.gate() == GatePart.ATTENTION) {
      gate(to - 22, y);
    }
  }

  private void gate(double x, double y) {
    graphics.setColor(Palette.ORANGE);
    graphics.fill(new Ellipse2D.Double(x - 7, y - 7, 14, 14));
    graphics.setColor(Theme.INK);
    graphics.setStroke(THIN);
    graphics.draw(new Ellipse2D.Double(x - 7, y - 7, 14, 14));
  }

  private void arrow(double x, double y, double toX, double toY) {
    graphics.setColor(Theme.INK);
    graphics.setStroke(THIN);
    double angle = Math.atan2(toY - y, toX - x);
    graphics.draw(new Line2D.Double(x, y, toX - 5 * Math.cos(angle), toY - 5 * Math.sin(angle)));
    head(toX, toY, angle);
  }

  private void head(double x, double y, double angle) {
    Path2D head = new Path2D.Double();
    head.moveTo(x, y);
    for (double side : new double[] {0.45, -0.45}) {
      head.lineTo(x - 9 * Math.cos(angle + side), y - 9 * Math.sin(angle + side));
    }
    head.closePath();
    graphics.fill(head);
  }

  private void legend() {
    double x = 300;
    x = swatch(x, Palette.SKY, "encoder");
    x = swatch(x, Palette.BLUE, "bottleneck");
    x = swatch(x, Palette.GREEN, "decoder");
    if (network.gate() == GatePart.ATTENTION) {
      swatch(x, Palette.ORANGE, "attention gate");
    } else if (network.block() == BlockPart.RESIDUAL) {
      graphics.drawString("\u2312 shortcut past a block", (float) x, 18);
    } else {
      graphics.drawString("- -  skip", (float) x, 18);
    }
  }

  private double swatch(double x, Color colour, String text) {
    graphics.setColor(colour);
    graphics.fill(new Rectangle2D.Double(x, 6, 13, 13));
    graphics.setColor(Theme.INK);
    graphics.drawString(text, (float) x + 18, 18);
    return x + 40 + graphics.getFontMetrics().stringWidth(text);
  }

  /** Away from the arrows: left of the encoders' right edges, right of the decoders' left ones. */
  private void label(String text, int block, double y) {
    int level = Math.min(block, 2 * levels - block);
    double width = graphics.getFontMetrics().stringWidth(text);
    double x =
        block < levels
            ? right(x(block), level) - width
            : block > levels ? left(x(block), level) : x(block) - width / 2;
    graphics.drawString(text, (float) x, (float) y);
  }

  private double x(int block) {
    return Theme.PAGE_WIDTH / 2.0
        + (block - levels) * Math.min(STEP, Theme.PAGE_WIDTH / (2.0 * levels + 1));
  }

  private static double left(double x, int level) {
    return x - width(level) / 2;
  }

  private static double right(double x, int level) {
    return x + width(level) / 2;
  }

  private static double width(int level) {
    return 12 + 8 * level;
  }

  private static double height(int level) {
    return Math.max(SHORTEST, TALLEST >> level);
  }

  private static double middle(int level) {
    return TOP + TALLEST / 2.0 + level * DROP;
  }
}
