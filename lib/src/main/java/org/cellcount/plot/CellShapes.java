package org.cellcount.plot;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.cellcount.image.LabelImage;

/** Outlines of labelled cells, and colours that tell neighbours apart. */
final class CellShapes {
  /** How far an outline lies inside its cell's outermost pixel centres, towards the outside. */
  private static final double OUTWARDS = 0.25;

  /** Cells closer than this, in pixels, get different colours. */
  private static final int NEIGHBOURHOOD = 4;

  private CellShapes() {}

  /** Gives each label a colour that no other cell nearby has, as far as the colours reach. */
  static IntFunction<Color> colours(LabelImage labels) {
    Map<Integer, Set<Integer>> neighbours = neighbours(labels);
    Map<Integer, Integer> chosen = new TreeMap<>();
    int colours = Palette.CELLS.size();
    int turn = 0;
    for (Map.Entry<Integer, Set<Integer>> cell : neighbours.entrySet()) {
      Set<Integer> taken = new TreeSet<>();
      cell.getValue().forEach(neighbour -> taken.add(chosen.getOrDefault(neighbour, -1)));
      int colour = turn++ % colours;
      for (int tries = 0; tries < colours && taken.contains(colour); tries++) {
        colour = (colour + 1) % colours;
      }
      chosen.put(cell.getKey(), colour);
    }
    return label -> Palette.CELLS.get(chosen.get(label));
  }

  private static Map<Integer, Set<Integer>> neighbours(LabelImage labels) {
    Map<Integer, Set<Integer>> neighbours = new TreeMap<>();
    for (int row = 0; row < labels.height(); row++) {
      for (int column = 0; column < labels.width(); column++) {
        int label = labels.get(row, column);
        if (label != 0) {
          Set<Integer> nearby = neighbours.computeIfAbsent(label, key -> new TreeSet<>());
          for (int step = 1; step <= NEIGHBOURHOOD; step++) {
            addPair(neighbours, nearby, label, at(labels, row + step, column));
            addPair(neighbours, nearby, label, at(labels, row, column + step));
            addPair(neighbours, nearby, label, at(labels, row + step, column + step));
            addPair(neighbours, nearby, label, at(labels, row + step, column - step));
          }
        }
      }
    }
    return neighbours;
  }

  private static void addPair(
      Map<Integer, Set<Integer>> neighbours, Set<Integer> nearby, int label, int other) {
    if (other != 0 && other != label && nearby.add(other)) {
      neighbours.computeIfAbsent(other, key -> new TreeSet<>()).add(label);
    }
  }

  /** The outline of each label, in pixel units, just inside the cell (marching squares). */
  static Map<Integer, Path2D> outlines(LabelImage labels) {
    Map<Integer, Path2D> outlines = new TreeMap<>();
    int[] corners = new int[4];
    for (int row = -1; row < labels.height(); row++) {
      for (int column = -1; column < labels.width(); column++) {
        double top = row + 0.5;
        double left = column + 0.5;
        corners[0] = at(labels, row, column);
        corners[1] = at(labels, row, column + 1);
        corners[2] = at(labels, row + 1, column + 1);
        corners[3] = at(labels, row + 1, column);
        Arrays.stream(corners)
            .filter(label -> label != 0)
            .distinct()
            .forEach(label -> addSquare(path(outlines, label), corners, label, top, left));
      }
    }
    return outlines;
  }

  private static Path2D path(Map<Integer, Path2D> outlines, int label) {
    return outlines.computeIfAbsent(label, key -> new Path2D.Double());
  }

  /** Adds the lines through the square between four pixel centres, given clockwise. */
  private static void addSquare(Path2D path, int[] corners, int label, double row, double column) {
    for (int i = 0; i < 4; i++) {
      // A run of inside corners is cut off by one line from the edge before it to the edge after.
      if (corners[i] == label && corners[(i + 3) % 4] != label) {
        int last = i;
        while (corners[(last + 1) % 4] == label) {
          last++;
        }
        moveTo(path, true, i, i + 3, row, column);
        moveTo(path, false, last, last + 1, row, column);
      }
    }
  }

  private static void moveTo(
      Path2D path, boolean start, int inside, int outside, double row, double column) {
    double x = column + mix(right(inside), right(outside));
    double y = row + mix(down(inside), down(outside));
    if (start) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  }

  private static double mix(int inside, int outside) {
    return inside + OUTWARDS * (outside - inside);
  }

  private static int right(int corner) {
    return corner % 4 == 1 || corner % 4 == 2 ? 1 : 0;
  }

  private static int down(int corner) {
    return corner % 4 >= 2 ? 1 : 0;
  }

  private static int at(LabelImage labels, int row, int column) {
    boolean within = row >= 0 && row < labels.height() && column >= 0 && column < labels.width();
    return within ? labels.get(row, column) : 0;
  }
}
