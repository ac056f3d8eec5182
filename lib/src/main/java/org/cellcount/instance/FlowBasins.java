package org.cellcount.instance;

import java.util.Arrays;
import java.util.BitSet;
import org.cellcount.image.BinaryImage;

/**
 * Where pixels come to rest that follow a flow. Each pixel leads to another one; pixels that lead
 * into the same ring (mostly of one pixel, which leads to itself) are a basin. Basins whose rings
 * are near each other join, and those from which the flow does not part enough where they touch.
 */
final class FlowBasins {
  /** Steps before a pixel is taken for the one it is next to: enough for slow flows to leave it. */
  private static final int STEPS = 8;

  /** How many rows and columns resting places of one cell may be apart. */
  private static final int APART = 2;

  private static final int ON_PATH = -1;

  private final boolean[] mask;
  private final int height;
  private final int width;

  /** Row and column part of each pixel in turn, 0 outside the foreground; a column and row more. */
  private final float[] field;

  /** Basin of each pixel, 0 for background and where none is known yet. */
  private final int[] basin;

  private final BitSet resting = new BitSet();
  private int basins;
  private int[] joined = new int[64];

  FlowBasins(BinaryImage foreground, GradientFlows flows) {
    mask = foreground.pixels();
    height = foreground.height();
    width = foreground.width();
    basin = new int[mask.length];
    field = new float[Math.multiplyExact(2 * (width + 1), height + 1)];
    float[] rows = flows.rows().pixels();
    float[] columns = flows.columns().pixels();
    for (int row = 0, i = 0; row < height; row++) {
      int k = 2 * row * (width + 1);
      for (int column = 0; column < width; column++, i++, k += 2) {
        if (mask[i]) {
          field[k] = rows[i];
          field[k + 1] = columns[i];
        }
      }
    }
  }

  /** The cells of at least the given area, numbered as a scan meets them. */
  int[] label(double h, int minArea) {
    gather();
    joinResting();
    joinUnparted(replaceByRoots(), h);
    int[] area = replaceByRoots();
    int[] number = new int[basins + 1];
    int count = 0;
    for (int i = 0; i < basin.length; i++) {
      int root = basin[i];
      if (root != 0) {
        if (number[root] == 0 && area[root] >= minArea) {
          number[root] = ++count;
        }
        basin[i] = number[root];
      }
    }
    return basin;
  }

  /** Replaces basins by what they have joined, and gives the areas. */
  private int[] replaceByRoots() {
    int[] area = new int[basins + 1];
    for (int i = 0; i < basin.length; i++) {
      basin[i] = root(basin[i]);
      area[basin[i]]++;
    }
    return area;
  }

  private void joinUnparted(int[] area, double h) {
    FlowBorders borders = new FlowBorders(area);
    for (int row = 0, i = 0; row < height; row++) {
      for (int column = 0; column < width; column++, i++) {
        if (column < width - 1) {
          meet(borders, i, i + 1, 1);
        }
        if (row < height - 1) {
          meet(borders, i, i + width, 0);
        }
      }
    }
    System.arraycopy(borders.joined(h), 0, joined, 0, basins + 1);
  }

  /** Two neighbours, the second to the right (part 1) or below (part 0). */
  private void meet(FlowBorders borders, int i, int j, int part) {
    if (basin[i] != basin[j] && basin[i] != 0 && basin[j] != 0) {
      borders.add(basin[i], basin[j], direction(j, part) - direction(i, part));
    }
  }

  /** The row (0) or column (1) part of the unit vector: weak flows part as well as strong ones. */
  private float direction(int i, int part) {
    int k = 2 * (i + i / width);
    float length = (float) Math.sqrt(field[k] * field[k] + field[k + 1] * field[k + 1]);
    return length > 0 ? field[k + part] / length : 0;
  }

  private void gather() {
    int[] path = new int[64];
    for (int start = 0; start < mask.length; start++) {
      if (!mask[start] || basin[start] != 0) {
        continue;
      }
      int length = 0;
      int i = start;
      while (basin[i] == 0) {
        basin[i] = ON_PATH;
        if (length == path.length) {
          path = Arrays.copyOf(path, 2 * length);
        }
        path[length++] = i;
        i = followed(i);
      }
      int found = basin[i];
      if (found == ON_PATH) {
        found = newBasin();
        for (int k = length - 1; path[k] != i; k--) {
          resting.set(path[k]);
        }
        resting.set(i);
      }
      for (int k = 0; k < length; k++) {
        basin[path[k]] = found;
      }
    }
  }

  private int newBasin() {
    basins++;
    if (basins == joined.length) {
      joined = Arrays.copyOf(joined, 2 * basins);
    }
    joined[basins] = basins;
    return basins;
  }

  /** The foreground pixel nearest to where some steps lead from a pixel. */
  private int followed(int start) {
    int startRow = start / width;
    float row = startRow;
    float column = start % width;
    int last = start;
    for (int step = 0; step < STEPS; step++) {
      int top = (int) row;
      int left = (int) column;
      float down = row - top;
      float right = column - left;
      int k = 2 * (top * (width + 1) + left);
      int below = k + 2 * (width + 1);
      float dr =
          mix(mix(field[k], field[k + 2], right), mix(field[below], field[below + 2], right), down);
      float dc =
          mix(
              mix(field[k + 1], field[k + 3], right),
              mix(field[below + 1], field[below + 3], right),
              down);
      row = Math.max(0, Math.min(height - 1, row + dr));
      column = Math.max(0, Math.min(width - 1, column + dc));
      int pixel = Math.round(row) * width + Math.round(column);
      last = mask[pixel] ? pixel : last;
    }
    return last;
  }

  private static float mix(float a, float b, float share) {
    return a + share * (b - a);
  }

  private void joinResting() {
    for (int i = resting.nextSetBit(0); i >= 0; i = resting.nextSetBit(i + 1)) {
      int column = i % width;
      int last = Math.min(width - 1, column + APART);
      for (int row = i / width; row <= Math.min(height - 1, i / width + APART); row++) {
        for (int x = Math.max(0, column - APART); x <= last; x++) {
          if (resting.get(row * width + x)) {
            int a = root(basin[i]);
            int b = root(basin[row * width + x]);
            joined[Math.max(a, b)] = Math.min(a, b);
          }
        }
      }
    }
  }

  private int root(int of) {
    int root = of;
    while (joined[root] != root) {
      joined[root] = joined[joined[root]];
      root = joined[root];
    }
    return root;
  }
}
