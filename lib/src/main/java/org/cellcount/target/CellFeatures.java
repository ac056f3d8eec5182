package org.cellcount.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.Relabel;

/**
 * What a network's maps say about each cell that was counted in them, as {@link #NUMBER} numbers:
 * 1; the logit of the mean foreground; the logit of the highest point of the hill that stands for a
 * cell's middle; the logarithm of the area and its square; the share of its outline that touches
 * another cell. Rows are added from the first to the last.
 */
public final class CellFeatures {
  /** How many there are, the constant 1 included. */
  public static final int NUMBER = 6;

  /** A pixel of less foreground adds nothing but its area. */
  public static final float FAINT = 0.01f;

  private static final double SMALLEST = 1e-4;

  private final int[] above;

  /** Of each label: its pixels, their summed foreground, highest point and sides on other cells. */
  private int[] areas = new int[1];

  private double[] sums = new double[1];
  private double[] peaks = new double[1];
  private int[] contacts = new int[1];
  private int cells;

  /** Begins above the first row of an image of that width. */
  public CellFeatures(int width) {
    above = new int[width];
  }

  /**
   * Those of a whole image.
   *
   * @param cells of the maps' size
   */
  public static CellFeatures of(CellMaps maps, LabelImage cells) {
    int[] labels = Relabel.consecutive(cells).labels();
    float[] foreground = maps.foreground().pixels();
    float[] hill = hill(maps).pixels();
    CellFeatures features = new CellFeatures(cells.width());
    for (int first = 0; first < labels.length; first += cells.width()) {
      features.add(foreground, hill, labels, first);
    }
    return features;
  }

  /**
   * The next row.
   *
   * @param foreground holds it of {@link CellMaps#foreground}
   * @param hill holds it of {@link #hill}
   * @param labels holds it of the cells, numbered from 1 on
   * @param first where it begins in each of them
   */
  public void add(float[] foreground, float[] hill, int[] labels, int first) {
    int left = 0;
    for (int column = 0; column < above.length; column++) {
      int i = first + column;
      int cell = labels[i];
      if (cell >= areas.length) {
        grow(cell);
      }
      cells = Math.max(cells, cell);
      areas[cell]++;
      if (foreground[i] >= FAINT) {
        sums[cell] += foreground[i];
        peaks[cell] = Math.max(peaks[cell], hill[i]);
      }
      touch(cell, left);
      touch(cell, above[column]);
      left = cell;
      above[column] = cell;
    }
  }

  private void grow(int cell) {
    int size = Math.max(cell + 1, 2 * areas.length);
    areas = Arrays.copyOf(areas, size);
    sums = Arrays.copyOf(sums, size);
    peaks = Arrays.copyOf(peaks, size);
    contacts = Arrays.copyOf(contacts, size);
  }

  private void touch(int one, int other) {
    if (one != other && one != 0 && other != 0) {
      contacts[one]++;
      contacts[other]++;
    }
  }

  /** The features of the cells in all rows, an array each, in the order of the labels. */
  public List<double[]> features() {
    List<double[]> features = new ArrayList<>();
    for (int cell = 1; cell <= cells; cell++) {
      double size = Math.log(areas[cell]);
      features.add(
          new double[] {
            1,
            logit(sums[cell] / areas[cell]),
            logit(peaks[cell]),
            size,
            size * size,
            contacts[cell] / Math.sqrt(areas[cell])
          });
    }
    return features;
  }

  /** The area of each of them in pixels. */
  public int[] areas() {
    return Arrays.copyOfRange(areas, 1, cells + 1);
  }

  /** The map with one hill a cell that tells most, or else the foreground. */
  public static GrayImage hill(CellMaps maps) {
    List<GrayImage> centres = maps.learned().get(Head.CENTRES.label());
    return centres == null ? maps.separation().orElse(maps.foreground()) : centres.get(0);
  }

  private static double logit(double probability) {
    double p = Math.max(SMALLEST, Math.min(1 - SMALLEST, probability));
    return Math.log(p / (1 - p));
  }
}
