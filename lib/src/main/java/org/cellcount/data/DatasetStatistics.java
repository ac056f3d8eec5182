package org.cellcount.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.Relabel;

/** What there is to see in a data set before anything is trained. */
public final class DatasetStatistics {
  private DatasetStatistics() {}

  /** The area in pixels of every cell of {@link CellDataset#cells}, image after image. */
  public static int[] areas(CellDataset data) {
    return IntStream.range(0, data.size())
        .parallel()
        .mapToObj(index -> areas(data.cells(index)))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  /**
   * Diameter in pixels of the disc that has the area of the cell in which the median cell pixel
   * lies; 0 without cells. Specks and pieces, however many, do not pull it down as they do a median
   * over cells.
   */
  public static double typicalDiameter(CellDataset data) {
    return typicalDiameter(areas(data));
  }

  /** The same for the cells of one image. */
  public static double typicalDiameter(LabelImage cells) {
    return typicalDiameter(areas(cells));
  }

  /** The same for some areas in pixels. */
  public static double typicalDiameter(int[] areas) {
    int[] sorted = areas.clone();
    Arrays.sort(sorted);
    long all = Arrays.stream(sorted).asLongStream().sum();
    long below = 0;
    for (int area : sorted) {
      below += area;
      if (2 * below >= all) {
        return discDiameter(area);
      }
    }
    return 0;
  }

  /** Diameter in pixels of the disc that has the median of some areas; 0 without any. */
  static double medianDiameter(int[] areas) {
    int[] sorted = areas.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : discDiameter(sorted[sorted.length / 2]);
  }

  private static double discDiameter(int area) {
    return 2 * Math.sqrt(area / Math.PI);
  }

  /** The area in pixels of every cell of one image. */
  public static int[] areas(LabelImage cells) {
    LabelImage numbered = Relabel.consecutive(cells);
    int[] areas = new int[numbered.max() + 1];
    for (int label : numbered.labels()) {
      areas[label]++;
    }
    return Arrays.copyOfRange(areas, 1, areas.length);
  }

  /**
   * How many cells of each image have a pixel beside a pixel of another cell, diagonals included.
   * Cells that are components meet at corners at most.
   */
  public static int[] touchingCells(CellDataset data) {
    return IntStream.range(0, data.size())
        .parallel()
        .map(index -> touchingCells(data.cells(index)))
        .toArray();
  }

  /** How many cells have a pixel beside a pixel of another cell, diagonals included. */
  public static int touchingCells(LabelImage cells) {
    Set<Integer> touching = new HashSet<>();
    for (int row = 0; row < cells.height(); row++) {
      for (int column = 0; column < cells.width(); column++) {
        int label = cells.get(row, column);
        boolean right = column + 1 < cells.width();
        boolean below = row + 1 < cells.height();
        addPair(touching, label, right ? cells.get(row, column + 1) : 0);
        addPair(touching, label, below ? cells.get(row + 1, column) : 0);
        addPair(touching, label, below && right ? cells.get(row + 1, column + 1) : 0);
        addPair(touching, label, below && column > 0 ? cells.get(row + 1, column - 1) : 0);
      }
    }
    return touching.size();
  }

  private static void addPair(Set<Integer> touching, int label, int other) {
    if (label != 0 && other != 0 && label != other) {
      touching.add(label);
      touching.add(other);
    }
  }

  /** The mean intensity of each image. */
  public static double[] meanIntensities(CellDataset data) {
    return data.images().stream()
        .parallel()
        .mapToDouble(
            image ->
                IntStream.range(0, image.pixels().length).mapToDouble(i -> image.pixels()[i]).sum()
                    / image.pixels().length)
        .toArray();
  }

  /**
   * Intensities of pixels picked at random on one side of the masks.
   *
   * @param ofCells whether to pick where the mask is above 0.5, else where it is not
   * @param pixels how many to look at; those on the other side are left out of the result
   * @param seed same seed, same pixels
   */
  public static double[] intensities(CellDataset data, boolean ofCells, int pixels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int area = data.height() * data.width();
    double[] picked = new double[pixels];
    int found = 0;
    for (int i = 0; i < pixels; i++) {
      int image = random.nextInt(data.size());
      int pixel = random.nextInt(area);
      if (data.mask(image).pixels()[pixel] > 0.5 == ofCells) {
        picked[found++] = data.image(image).pixels()[pixel];
      }
    }
    return Arrays.copyOf(picked, found);
  }
}
