package org.cellcount.export;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellcount.image.Rows;
import org.cellcount.measure.Cell;

/** The outlines of all cells, each as soon as its last row is read. */
final class Outlines {
  private Outlines() {}

  /** Takes an outline. */
  interface Listener {
    void outline(Cell cell, Outline outline) throws IOException;
  }

  /**
   * Traces every cell.
   *
   * @throws IOException if the labels cannot be read, hold a label that is not among the cells, or
   *     the listener fails
   */
  static void trace(CountedImage image, Listener listener) throws IOException {
    Map<Integer, Cell> cells = new HashMap<>();
    image.cells().forEach(cell -> cells.put(cell.label(), cell));
    Map<Integer, OutlineTracer> open = new LinkedHashMap<>();
    try (Rows.Cursor<int[]> rows = image.labels().open()) {
      for (int row = 0; row < image.labels().height(); row++) {
        int[] labels = rows.next();
        int last = 0;
        OutlineTracer tracer = null;
        for (int column = 0; column < labels.length; column++) {
          int label = labels[column];
          if (label != 0) {
            if (label != last) {
              tracer = open.computeIfAbsent(label, key -> new OutlineTracer(cells.get(key)));
              last = label;
            }
            tracer.add(row, column);
          }
        }
        Iterator<Map.Entry<Integer, OutlineTracer>> all = open.entrySet().iterator();
        while (all.hasNext()) {
          Map.Entry<Integer, OutlineTracer> one = all.next();
          Cell cell = cells.get(one.getKey());
          if (cell.maxRow() == row) {
            listener.outline(cell, one.getValue().trace());
            all.remove();
          }
        }
      }
    }
  }
}
