package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The look that all figures share: white, one typeface, 11 point text and larger. */
final class Theme {
  /** Pixels; a notebook page shows this width unscaled. */
  static final int PAGE_WIDTH = 880;

  static final int GAP = 12;

  /** A browser shows 15 pixels as 11 points. */
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

  static final Font HEADING = TEXT.deriveFont(Font.BOLD);

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  static final Color INK = new Color(0x202428);
  static final Color MUTED = new Color(0x5A6270);
  static final Color GRID = new Color(0xE3E6EA);

  static final BasicStroke DASHES =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 4}, 0);

  private Theme() {}

  static BufferedImage canvas(int width, int height) {
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(canvas);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return canvas;
  }

  static Graphics2D graphics(BufferedImage canvas) {
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setFont(TEXT);
    graphics.setColor(INK);
    return graphics;
  }

  static FontMetrics metrics(Font font) {
    Graphics2D graphics = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    FontMetrics metrics = graphics.getFontMetrics(font);
    graphics.dispose();
    return metrics;
  }

  /** Breaks a text into lines no wider than a width; a longer word is cut. */
  static List<String> wrap(String text, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (metrics.stringWidth(longer) > width && !line.isEmpty()) {
        lines.add(line);
        longer = word;
      }
      while (metrics.stringWidth(longer) > width && longer.length() > 1) {
        int fitting = longer.length() - 1;
        while (fitting > 1 && metrics.stringWidth(longer.substring(0, fitting)) > width) {
          fitting--;
        }
        lines.add(longer.substring(0, fitting));
        longer = longer.substring(fitting);
      }
      line = longer;
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  /** A text cut to a width, with an ellipsis where something is missing. */
  static String shorten(String text, FontMetrics metrics, int width) {
    int end = text.length();
    while (end > 0 && metrics.stringWidth(text.substring(0, end) + "\u2026") > width) {
      end--;
    }
    return metrics.stringWidth(text) <= width ? text : text.substring(0, end) + "\u2026";
  }

  /** A number with up to three decimals and no needless zeros. */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 1e5 || magnitude < 1e-3) {
      return String.format(Locale.ROOT, "%.1e", value).replace("-", "\u2212");
    }
    int digits = Math.max(0, Math.min(3, 2 - (int) Math.floor(Math.log10(magnitude))));
    String plain = String.format(Locale.ROOT, "%." + digits + "f", value);
    if (plain.contains(".")) {
      plain = plain.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
    return plain.replace("-", "\u2212");
  }
}
