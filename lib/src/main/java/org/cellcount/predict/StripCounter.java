package org.cellcount.predict;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Rows;
import org.cellcount.image.ScratchLabels;
import org.cellcount.target.CellMaps;
import org.cellcount.target.Counting;

/**
 * Counts maps that are given in bands of rows, in any way of counting: each strip of rows is
 * counted together with the rows around it, and a cell belongs to the strip that holds its first
 * pixel. That is as in the whole if what decides about a cell lies within those rows.
 */
final class StripCounter implements Closeable {
  private static final int STRIP = 256;
  private static final int AROUND = 128;

  private final Counting counting;
  private final int height;
  private final int width;
  private final int strip;
  private final int around;
  private final ScratchLabels found;
  private final List<CellMaps> held = new ArrayList<>();
  private int heldTop;
  private int heldEnd;
  private int done;

  /** Cells of earlier strips that reach into later ones, from the row that is next. */
  private int[] reaching = {};

  private int count;

  StripCounter(Counting counting, int height, int width, Path folder) throws IOException {
    this(counting, height, width, folder, STRIP, AROUND);
  }

  /** The same in strips of so many rows, with so many around. */
  StripCounter(Counting counting, int height, int width, Path folder, int strip, int around)
      throws IOException {
    this.counting = counting;
    this.height = height;
    this.width = width;
    this.strip = strip;
    this.around = around;
    found = new ScratchLabels(height, width, folder);
  }

  /**
   * The next rows.
   *
   * @throws IllegalArgumentException if a cell is higher than the rows around a strip
   */
  void add(CellMaps rows) throws IOException {
    held.add(rows);
    heldEnd += rows.foreground().height();
    while (done < height && (heldEnd == height || heldEnd >= done + strip + around)) {
      count(Math.min(height, done + strip));
    }
  }

  private void count(int end) throws IOException {
    int top = Math.max(0, done - around);
    int bottom = Math.min(height, end + around);
    LabelImage labels = counting.cells(cut(top, bottom));
    int[] strips = new int[(bottom - done) * width];
    System.arraycopy(reaching, 0, strips, 0, reaching.length);
    paint(labels, top, end, strips);
    for (int row = done; row < end; row++) {
      found.add(strips, (row - done) * width);
    }
    reaching = new int[(bottom - end) * width];
    System.arraycopy(strips, (end - done) * width, reaching, 0, reaching.length);
    done = end;
    drop(Math.max(0, done - around));
  }

  /** Adds the cells whose first pixel lies in the strip, numbered as a scan meets them. */
  private void paint(LabelImage labels, int top, int end, int[] strips) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int row = 0; row < labels.height(); row++) {
      for (int column = 0; column < width; column++) {
        int label = labels.get(row, column);
        if (label != 0) {
          int r = top + row;
          int number = numbers.computeIfAbsent(label, key -> r >= done && r < end ? ++count : 0);
          int at = (r - done) * width + column;
          if (number != 0 && strips[at] == 0) {
            strips[at] = number;
            Require.that(
                row < labels.height() - 1 || r == height - 1,
                "cell",
                "at row " + r + ", column " + column + " higher than " + around + " rows",
                "smaller cells in an image of " + height + "x" + width + ", or a smaller --scale");
          }
        }
      }
    }
  }

  private CellMaps cut(int top, int bottom) {
    CellMaps first = held.get(0);
    Map<String, List<GrayImage>> learned = new HashMap<>();
    first
        .learned()
        .forEach(
            (head, maps) -> {
              List<GrayImage> parts = new ArrayList<>();
              for (int k = 0; k < maps.size(); k++) {
                int map = k;
                parts.add(
                    joined(
                        held.stream().map(m -> m.learned().get(head).get(map)).toList(),
                        top,
                        bottom));
              }
              learned.put(head, parts);
            });
    return new CellMaps(
        joined(held.stream().map(CellMaps::foreground).toList(), top, bottom),
        first.separation().isEmpty()
            ? Optional.empty()
            : Optional.of(
                joined(held.stream().map(m -> m.separation().orElseThrow()).toList(), top, bottom)),
        learned);
  }

  private GrayImage joined(List<GrayImage> parts, int top, int bottom) {
    GrayImage joined = GrayImage.zeros(bottom - top, width);
    int from = heldTop;
    for (GrayImage part : parts) {
      int first = Math.max(top, from);
      int end = Math.min(bottom, from + part.height());
      if (first < end) {
        System.arraycopy(
            part.pixels(),
            (first - from) * width,
            joined.pixels(),
            (first - top) * width,
            (end - first) * width);
      }
      from += part.height();
    }
    return joined;
  }

  private void drop(int needed) {
    while (!held.isEmpty() && heldTop + held.get(0).foreground().height() <= needed) {
      heldTop += held.remove(0).foreground().height();
    }
  }

  /** After the last row: the number of cells. */
  int finish() throws IOException {
    if (done < height) {
      throw new IllegalStateException(done + " rows were added, expected " + height);
    }
    found.finish(label -> label);
    return count;
  }

  /** After {@link #finish}: the cells, numbered 1..count as a scan meets them. */
  Rows<int[]> labels() {
    return found;
  }

  @Override
  public void close() throws IOException {
    found.close();
  }
}
