package org.cellcount.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Something drawn on a picture, in units of its pixels; line widths are those of the screen. */
interface Mark {
  double LINE = 1.6;

  /** Draws on graphics that are already scaled by the zoom. */
  void draw(Graphics2D graphics, double zoom);

  static Mark lines(Shape shape, Color colour, double thickness) {
    return (graphics, zoom) -> {
      graphics.setStroke(
          new BasicStroke(
              (float) (thickness / zoom), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.setColor(colour);
      graphics.draw(shape);
    };
  }

  static Mark arrow(double row, double column, double toRow, double toColumn, Color colour) {
    double x = toColumn + 0.5;
    double y = toRow + 0.5;
    Mark shaft = lines(new Line2D.Double(column + 0.5, row + 0.5, x, y), colour, LINE);
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

  static Mark dots(List<double[]> rowsAndColumns, Color colour) {
    return (graphics, zoom) -> {
      for (double[] place : rowsAndColumns) {
        disc(graphics, place, 4 / zoom, Color.BLACK);
        disc(graphics, place, 3 / zoom, colour);
      }
    };
  }

  private static void disc(Graphics2D graphics, double[] place, double radius, Color colour) {
    graphics.setColor(colour);
    graphics.fill(
        new Ellipse2D.Double(
            place[1] + 0.5 - radius, place[0] + 0.5 - radius, 2 * radius, 2 * radius));
  }
}
