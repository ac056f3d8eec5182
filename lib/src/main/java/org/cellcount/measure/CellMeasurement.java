package org.cellcount.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Measures the cells of a label image that is given in bands of rows, from the first to the last,
 * so that the whole need not be in memory. The result does not depend on how it is cut.
 */
public final class CellMeasurement {
  /** Rows above and below a pixel that its part of the perimeter depends on. */
  public static final int CONTEXT = 2;

  private final int height;
  private final List<String> channels;
  private final SortedMap<Integer, Sums> cells = new TreeMap<>();
  private boolean hasProbability;

  /**
   * Begins with no cell.
   *
   * @param height rows of the whole image
   * @param channels the names of its channels, at least one
   */
  public CellMeasurement(int height, List<String> channels) {
    this.height = height;
    this.channels = List.copyOf(channels);
    Require.that(!channels.isEmpty(), "number of channels", 0, "1 or more");
  }

  /**
   * One band.
   *
   * @param labels the band and {@link #CONTEXT} rows more on either side, where the image has them
   * @param top which row of the image the first row of the labels is
   * @param skip how many rows of the labels come before the band
   * @param rows how many the band has
   * @param intensities each channel of the band, without the rows around it
   * @param probability the probability of foreground in the band, where known
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public void add(
      LabelImage labels,
      int top,
      int skip,
      int rows,
      List<GrayImage> intensities,
      Optional<GrayImage> probability) {
    int width = labels.width();
    Require.that(
        intensities.size() == channels.size(),
        "number of channels",
        intensities.size(),
        String.valueOf(channels.size()));
    List<GrayImage> maps = new ArrayList<>(intensities);
    probability.ifPresent(maps::add);
    for (GrayImage map : maps) {
      Require.sameSize("intensity", map.height(), map.width(), rows, width);
    }
    Perimeter perimeter = new Perimeter(labels);
    Sums last = null;
    for (int row = skip; row < skip + rows; row++) {
      for (int column = 0; column < width; column++) {
        int label = labels.get(row, column);
        if (label == 0) {
          continue;
        }
        if (last == null || last.label != label) {
          int r = top + row;
          int c = column;
          last = cells.computeIfAbsent(label, l -> new Sums(l, r, c, channels.size()));
        }
        last.add(top + row, column, perimeter.length(row, column));
        int pixel = (row - skip) * width + column;
        for (int k = 0; k < channels.size(); k++) {
          last.intensities[k] += maps.get(k).pixels()[pixel];
        }
        if (probability.isPresent()) {
          last.probability += probability.get().pixels()[pixel];
        }
        if (top + row == 0 || top + row == height - 1 || column == 0 || column == width - 1) {
          last.touchesBorder = true;
        }
      }
    }
    hasProbability = probability.isPresent();
  }

  /** The cells of all bands, in the order of their labels. */
  public List<Cell> cells() {
    return cells.values().stream().map(sums -> sums.cell(channels, hasProbability)).toList();
  }

  /** What is added up of one cell; places are counted from its first pixel, to stay exact. */
  private static final class Sums {
    private final int label;
    private final int firstRow;
    private final int firstColumn;
    private final double[] intensities;
    private int area;
    private long rows;
    private long columns;
    private long rowsRows;
    private long columnsColumns;
    private long rowsColumns;
    private double probability;
    private double perimeter;
    private int minColumn;
    private int maxRow;
    private int maxColumn;
    private boolean touchesBorder;

    Sums(int label, int row, int column, int channels) {
      this.label = label;
      firstRow = row;
      firstColumn = column;
      minColumn = column;
      intensities = new double[channels];
    }

    void add(int row, int column, double length) {
      long r = (long) row - firstRow;
      long c = (long) column - firstColumn;
      area++;
      rows += r;
      columns += c;
      rowsRows += r * r;
      columnsColumns += c * c;
      rowsColumns += r * c;
      perimeter += length;
      minColumn = Math.min(minColumn, column);
      maxRow = row;
      maxColumn = Math.max(maxColumn, column);
    }

    Cell cell(List<String> channels, boolean hasProbability) {
      double n = area;
      // Central second moments.
      double ofRows = (rowsRows - rows * (double) rows / n) / n;
      double ofColumns = (columnsColumns - columns * (double) columns / n) / n;
      double mixed = (rowsColumns - rows * (double) columns / n) / n;
      double middle = (ofRows + ofColumns) / 2;
      double half = Math.hypot((ofRows - ofColumns) / 2, mixed);
      double large = middle + half;
      double small = Math.max(0, middle - half);
      List<Cell.Intensity> measured = new ArrayList<>();
      for (int k = 0; k < channels.size(); k++) {
        measured.add(new Cell.Intensity(channels.get(k), intensities[k] / n, intensities[k]));
      }
      return new Cell(
          label,
          area,
          firstRow + rows / n,
          firstColumn + columns / n,
          firstRow,
          minColumn,
          maxRow,
          maxColumn,
          perimeter,
          4 * Math.PI * area / (perimeter * perimeter),
          4 * Math.sqrt(large),
          4 * Math.sqrt(small),
          large == 0 ? 0 : Math.sqrt(1 - small / large),
          orientation(ofRows, ofColumns, mixed),
          measured,
          hasProbability ? OptionalDouble.of(probability / n) : OptionalDouble.empty(),
          touchesBorder);
    }

    private static double orientation(double ofRows, double ofColumns, double mixed) {
      if (ofRows == ofColumns) {
        return mixed > 0 ? Math.PI / 4 : -Math.PI / 4;
      }
      return 0.5 * Math.atan2(2 * mixed, ofRows - ofColumns);
    }
  }
}
