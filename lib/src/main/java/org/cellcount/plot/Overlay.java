package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import org.cellcount.augment.DisplacementField;

/** Something drawn on a picture, in units of its pixels; line widths are those of the screen. */
interface Overlay {
  double LINE = 1.6;

  /** Draws on graphics that are already scaled by the zoom. */
  void draw(Graphics2D graphics, double zoom);

  static Overlay lines(Shape shape, Color colour, double thickness) {
    return (graphics, zoom) -> {
      graphics.setStroke(
          new BasicStroke(
              (float) (thickness / zoom), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.setColor(colour);
      graphics.draw(shape);
    };
  }

  static Overlay arrow(double row, double column, double toRow, double toColumn, Color colour) {
    double x = toColumn + 0.5;
    double y = toRow + 0.5;
    Overlay shaft = lines(new Line2D.Double(column + 0.5, row + 0.5, x, y), colour, LINE);
    double angle = Math.atan2(toRow - row, toColumn - column);
    return (graphics, zoom) -> {
      shaft.draw(graphics, zoom);
      Path2D head = new Path2D.Double();
      head.moveTo(x, y);
      for (double side : new double[] {-0.45, 0.45}) {
        head.lineTo(x - 10 / zoom * Math.cos(angle + side), y - 10 / zoom * Math.sin(angle + side));
      }
      head.closePath();
      graphics.fill(head);
    };
  }

  static Overlay dots(List<double[]> rowsAndColumns, Color colour) {
    return (graphics, zoom) -> {
      for (double[] place : rowsAndColumns) {
        disc(graphics, place, 4 / zoom, Color.BLACK);
        disc(graphics, place, 3 / zoom, colour);
      }
    };
  }

  static Overlay warpedGrid(
      int height, int width, DisplacementField field, int spacing, Color colour) {
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
    return lines(lines, colour, 1);
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

  private static void disc(Graphics2D graphics, double[] place, double radius, Color colour) {
    graphics.setColor(colour);
    graphics.fill(
        new Ellipse2D.Double(
            place[1] + 0.5 - radius, place[0] + 0.5 - radius, 2 * radius, 2 * radius));
  }
}
