package org.cellcount.count;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Measurements of the cells of a label image. */
public final class Cells {
  private Cells() {}

  /**
   * Measures every cell, in the order of the labels, which may have gaps.
   *
   * @param labels the cells
   * @param intensity an image of the same size, for the mean intensities
   * @throws IllegalArgumentException if the sizes differ
   */
  public static List<Cell> measure(
      RandomAccessibleInterval<? extends IntegerType<?>> labels,
      RandomAccessibleInterval<? extends RealType<?>> intensity) {
    LabelImage image = LabelImage.of(labels);
    float[] intensities = GrayImage.of(intensity).pixels();
    Require.sameSize("intensity", intensity, image);
    int[] distinct = Relabel.distinct(image);
    int[] numbers = Relabel.consecutive(image).labels();
    double[] perimeters =
        Perimeter.measure(numbers, image.height(), image.width(), distinct.length);
    Sums[] sums = new Sums[distinct.length];
    for (int row = 0, i = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++, i++) {
        if (numbers[i] > 0) {
          int cell = numbers[i] - 1;
          if (sums[cell] == null) {
            sums[cell] = new Sums();
          }
          sums[cell].add(row, column, intensities[i]);
        }
      }
    }
    List<Cell> cells = new ArrayList<>(distinct.length);
    for (int cell = 0; cell < distinct.length; cell++) {
      cells.add(sums[cell].cell(distinct[cell], perimeters[cell], image));
    }
    return cells;
  }

  /**
   * One row for each cell, one column for each measurement, named after the parts of the record.
   */
  public static Table table(List<Cell> cells) {
    return Table.create(
        "cells",
        IntColumn.create("label", cells.stream().mapToInt(Cell::label)),
        IntColumn.create("area", cells.stream().mapToInt(Cell::area)),
        DoubleColumn.create("centroidRow", cells.stream().mapToDouble(Cell::centroidRow)),
        DoubleColumn.create("centroidColumn", cells.stream().mapToDouble(Cell::centroidColumn)),
        IntColumn.create("minRow", cells.stream().mapToInt(Cell::minRow)),
        IntColumn.create("minColumn", cells.stream().mapToInt(Cell::minColumn)),
        IntColumn.create("maxRow", cells.stream().mapToInt(Cell::maxRow)),
        IntColumn.create("maxColumn", cells.stream().mapToInt(Cell::maxColumn)),
        DoubleColumn.create("perimeter", cells.stream().mapToDouble(Cell::perimeter)),
        DoubleColumn.create("circularity", cells.stream().mapToDouble(Cell::circularity)),
        DoubleColumn.create("meanIntensity", cells.stream().mapToDouble(Cell::meanIntensity)),
        BooleanColumn.create("touchesBorder", cells.stream().map(Cell::touchesBorder).toList()));
  }

  private static final class Sums {
    private int area;
    private long rows;
    private long columns;
    private double intensities;
    private int minRow = Integer.MAX_VALUE;
    private int minColumn = Integer.MAX_VALUE;
    private int maxRow;
    private int maxColumn;

    void add(int row, int column, float intensity) {
      area++;
      rows += row;
      columns += column;
      intensities += intensity;
      minRow = Math.min(minRow, row);
      minColumn = Math.min(minColumn, column);
      maxRow = Math.max(maxRow, row);
      maxColumn = Math.max(maxColumn, column);
    }

    Cell cell(int label, double perimeter, LabelImage labels) {
      boolean touchesBorder =
          minRow == 0
              || minColumn == 0
              || maxRow == labels.height() - 1
              || maxColumn == labels.width() - 1;
      return new Cell(
          label,
          area,
          (double) rows / area,
          (double) columns / area,
          minRow,
          minColumn,
          maxRow,
          maxColumn,
          perimeter,
          4 * Math.PI * area / (perimeter * perimeter),
          intensities / area,
          touchesBorder);
    }
  }
}
