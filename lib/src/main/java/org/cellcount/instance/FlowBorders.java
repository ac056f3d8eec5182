package org.cellcount.instance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Where basins of a flow touch, and how far the flows on both sides part there. */
final class FlowBorders {
  /** How far apart the flows of pixels on both sides go, in the mean. */
  private static final class Border {
    double parting;
    int length;

    void add(double otherParting, int otherLength) {
      parting += otherParting;
      length += otherLength;
    }

    double mean() {
      return parting / length;
    }
  }

  /** Of every basin its borders by the basin beyond; a border is shared by both. */
  private final List<Map<Integer, Border>> borders = new ArrayList<>();

  private final int[] area;

  /**
   * No borders yet.
   *
   * @param area pixels of each basin
   */
  FlowBorders(int[] area) {
    this.area = area;
    for (int basin = 0; basin < area.length; basin++) {
      borders.add(new HashMap<>());
    }
  }

  /** Adds two pixels that touch. */
  void add(int a, int b, double parting) {
    Border border = borders.get(a).computeIfAbsent(b, neighbour -> new Border());
    borders.get(b).putIfAbsent(a, border);
    border.add(parting, 1);
  }

  /**
   * Finds the basins that are part of another: from the smallest up, a basin joins the neighbour
   * from which it parts least, if that is less than h.
   *
   * @return of each basin the one it joins, or itself
   */
  int[] joined(double h) {
    int[] joined = IntStream.range(0, area.length).toArray();
    int[] order =
        IntStream.range(1, area.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(area[a], area[b]))
            .mapToInt(basin -> basin)
            .toArray();
    for (int basin : order) {
      int nearest = basin;
      double least = h;
      for (Map.Entry<Integer, Border> border : borders.get(basin).entrySet()) {
        double mean = border.getValue().mean();
        if (mean < least) {
          least = mean;
          nearest = border.getKey();
        }
      }
      if (nearest != basin) {
        joined[basin] = nearest;
        hand(basin, nearest);
      }
    }
    return joined;
  }

  private void hand(int basin, int to) {
    for (Map.Entry<Integer, Border> entry : borders.get(basin).entrySet()) {
      int beyond = entry.getKey();
      borders.get(beyond).remove(basin);
      if (beyond != to) {
        Border border = borders.get(to).computeIfAbsent(beyond, neighbour -> new Border());
        borders.get(beyond).putIfAbsent(to, border);
        border.add(entry.getValue().parting, entry.getValue().length);
      }
    }
    borders.get(basin).clear();
  }
}
