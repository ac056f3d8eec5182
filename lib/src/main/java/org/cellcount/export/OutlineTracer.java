package org.cellcount.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellcount.export.Outline.Corner;
import org.cellcount.export.Outline.Part;
import org.cellcount.measure.Cell;

/**
 * Follows the edges between the pixels of a cell and the others, with the cell on the right hand.
 * Rings that pass a corner twice are divided there, so that every ring is simple and the polygons
 * are valid by the rules of OGC Simple Features.
 */
final class OutlineTracer {
  /** Right, down, left, up. */
  private static final int[] DX = {1, 0, -1, 0};

  private static final int[] DY = {0, 1, 0, -1};

  private final int top;
  private final int left;
  private final int height;
  private final int width;
  private final boolean[] inside;

  /** Whether the upper edge of a pixel has been passed. */
  private final boolean[] passed;

  private final List<List<Corner>> outsides = new ArrayList<>();
  private final List<List<Corner>> holes = new ArrayList<>();

  /** A cell of which no pixel is known yet. */
  OutlineTracer(Cell cell) {
    top = cell.minRow();
    left = cell.minColumn();
    height = cell.maxRow() - top + 1;
    width = cell.maxColumn() - left + 1;
    inside = new boolean[Math.multiplyExact(height, width)];
    passed = new boolean[inside.length];
  }

  /** Adds a pixel. */
  void add(int row, int column) {
    inside[(row - top) * width + column - left] = true;
  }

  private boolean inside(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height && inside[y * width + x];
  }

  /** The outline of all pixels. */
  Outline trace() {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (inside(x, y) && !inside(x, y - 1) && !passed[y * width + x]) {
          follow(x, y);
        }
      }
    }
    // Smallest first: a part may lie in a hole of another.
    outsides.sort(Comparator.comparingLong(OutlineTracer::twiceArea));
    List<Part> parts = outsides.stream().map(ring -> new Part(ring, new ArrayList<>())).toList();
    for (List<Corner> hole : holes) {
      part(parts, hole).holes().add(hole);
    }
    return new Outline(parts);
  }

  /** Follows the edge that begins with the upper edge of a pixel. */
  private void follow(int startX, int startY) {
    List<Corner> path = new ArrayList<>();
    Map<Corner, Integer> places = new HashMap<>();
    int x = startX;
    int y = startY;
    int direction = 0;
    do {
      if (direction == 0) {
        passed[y * width + x] = true;
      }
      x += DX[direction];
      y += DY[direction];
      int turn = turn(x, y, direction);
      if (turn != 0) {
        corner(new Corner(left + x, top + y), path, places);
        direction = (direction + turn) & 3;
      }
    } while (x != startX || y != startY || direction != 0);
    add(path);
  }

  /** 1 to turn right, 3 to turn left, 0 to go on. */
  private int turn(int x, int y, int direction) {
    // The pixels ahead, right and left of the edge.
    int side = (direction + 1) & 3;
    int rightX = x + (DX[direction] + DX[side] - 1) / 2;
    int rightY = y + (DY[direction] + DY[side] - 1) / 2;
    int leftX = x + (DX[direction] - DX[side] - 1) / 2;
    int leftY = y + (DY[direction] - DY[side] - 1) / 2;
    if (!inside(rightX, rightY)) {
      return 1;
    }
    return inside(leftX, leftY) ? 3 : 0;
  }

  /** Adds a corner; what lies between two visits of it is a ring of its own. */
  private void corner(Corner corner, List<Corner> path, Map<Corner, Integer> places) {
    Integer before = places.get(corner);
    if (before != null) {
      List<Corner> since = path.subList(before, path.size());
      add(new ArrayList<>(since));
      since.subList(1, since.size()).forEach(places::remove);
      path.subList(before + 1, path.size()).clear();
    } else {
      places.put(corner, path.size());
      path.add(corner);
    }
  }

  private void add(List<Corner> ring) {
    (twiceArea(ring) > 0 ? outsides : holes).add(List.copyOf(ring));
  }

  /** Twice the area, above 0 if the ring is clockwise. */
  private static long twiceArea(List<Corner> ring) {
    long sum = 0;
    for (int i = 0; i < ring.size(); i++) {
      Corner a = ring.get(i);
      Corner b = ring.get((i + 1) % ring.size());
      sum += (long) a.x() * b.y() - (long) b.x() * a.y();
    }
    return sum;
  }

  /** The smallest part that holds the pixel on the right of a hole's first edge. */
  private static Part part(List<Part> parts, List<Corner> hole) {
    Corner a = hole.get(0);
    Corner b = hole.get(1);
    int dx = Integer.signum(b.x() - a.x());
    int dy = Integer.signum(b.y() - a.y());
    double x = a.x() + 0.5 * (dx - dy);
    double y = a.y() + 0.5 * (dy + dx);
    return parts.stream().filter(part -> holds(part.outside(), x, y)).findFirst().orElseThrow();
  }

  private static boolean holds(List<Corner> ring, double x, double y) {
    boolean holds = false;
    for (int i = 0; i < ring.size(); i++) {
      Corner a = ring.get(i);
      Corner b = ring.get((i + 1) % ring.size());
      if (a.x() == b.x() && a.x() > x && (a.y() > y) != (b.y() > y)) {
        holds = !holds;
      }
    }
    return holds;
  }
}
