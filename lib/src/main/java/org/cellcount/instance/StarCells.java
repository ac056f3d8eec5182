package org.cellcount.instance;

import java.util.ArrayList;
import java.util.List;
import org.cellcount.image.LabelImage;

/**
 * Polygons that became cells. They are filed by the squares of the image that they reach into, so
 * that a proposed one is compared with those around it only.
 */
final class StarCells {
  private static final int SQUARE = 32;

  private final int[] labels;
  private final int width;
  private final double overlap;
  private final int squaresAcross;
  private final List<List<StarOutline>> squares = new ArrayList<>();
  private final List<StarOutline> cells = new ArrayList<>();

  /**
   * No cells yet.
   *
   * @param labels takes their pixels
   * @param overlap largest part of the smaller one's pixels that two may share
   */
  StarCells(LabelImage labels, double overlap) {
    this.labels = labels.labels();
    this.overlap = overlap;
    width = labels.width();
    squaresAcross = (width - 1) / SQUARE + 1;
    int squaresDown = (labels.height() - 1) / SQUARE + 1;
    for (int i = 0; i < squaresAcross * squaresDown; i++) {
      squares.add(new ArrayList<>(2));
    }
  }

  /** Makes a polygon a cell unless it overlaps one or has no pixel. */
  void propose(int centre, StarOutline outline) {
    int there = labels[centre];
    boolean taken = there != 0 && overlaps(outline, cells.get(there - 1));
    if (outline.area() > 0 && !taken && !overlapsAny(outline)) {
      StarOutline cell = outline.copy();
      cells.add(cell);
      cell.paint(labels, width, cells.size());
      for (int y = cell.top() / SQUARE; y <= cell.bottom() / SQUARE; y++) {
        for (int x = cell.left() / SQUARE; x <= cell.right() / SQUARE; x++) {
          squares.get(y * squaresAcross + x).add(cell);
        }
      }
    }
  }

  private boolean overlapsAny(StarOutline outline) {
    for (int y = outline.top() / SQUARE; y <= outline.bottom() / SQUARE; y++) {
      for (int x = outline.left() / SQUARE; x <= outline.right() / SQUARE; x++) {
        for (StarOutline cell : squares.get(y * squaresAcross + x)) {
          if (firstMeeting(outline, cell, y, x) && overlaps(outline, cell)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether of the squares that two reach into this is the first, and their frames meet. */
  private static boolean firstMeeting(StarOutline a, StarOutline b, int y, int x) {
    int top = Math.max(a.top(), b.top());
    int left = Math.max(a.left(), b.left());
    return top / SQUARE == y
        && left / SQUARE == x
        && top <= Math.min(a.bottom(), b.bottom())
        && left <= Math.min(a.right(), b.right());
  }

  private boolean overlaps(StarOutline a, StarOutline b) {
    return a.overlap(b) > overlap * Math.min(a.area(), b.area());
  }
}
