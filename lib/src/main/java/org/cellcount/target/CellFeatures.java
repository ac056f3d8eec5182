package org.cellcount.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellcount.count.Relabel;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * What a network's maps say about each cell that was counted in them, as {@link #NUMBER} numbers:
 * 1; the logit of the mean foreground; the logit of the highest point of the hill that stands for a
 * cell's middle; the logarithm of the area and its square; the share of its outline that touches
 * another cell.
 */
public final class CellFeatures {
  /** How many there are, the constant 1 included. */
  public static final int NUMBER = 6;

  private static final double SMALLEST = 1e-4;

  private CellFeatures() {}

  /**
   * The features of every cell.
   *
   * @param cells of the maps' size
   * @return one array a cell, in the order of the labels
   */
  public static List<double[]> of(CellMaps maps, LabelImage cells) {
    int[] labels = Relabel.consecutive(cells).labels();
    int width = cells.width();
    int number = Arrays.stream(labels).max().orElse(0);
    double[] foreground = new double[number + 1];
    double[] peak = new double[number + 1];
    int[] area = new int[number + 1];
    int[] contact = new int[number + 1];
    float[] hill = hill(maps).pixels();
    for (int i = 0; i < labels.length; i++) {
      int cell = labels[i];
      area[cell]++;
      foreground[cell] += maps.foreground().pixels()[i];
      peak[cell] = Math.max(peak[cell], hill[i]);
      if ((i + 1) % width != 0) {
        touch(contact, cell, labels[i + 1]);
      }
      if (i + width < labels.length) {
        touch(contact, cell, labels[i + width]);
      }
    }
    List<double[]> features = new ArrayList<>();
    for (int cell = 1; cell <= number; cell++) {
      double size = Math.log(area[cell]);
      features.add(
          new double[] {
            1,
            logit(foreground[cell] / area[cell]),
            logit(peak[cell]),
            size,
            size * size,
            contact[cell] / Math.sqrt(area[cell])
          });
    }
    return features;
  }

  /** The map with one hill a cell that tells most, or else the foreground. */
  private static GrayImage hill(CellMaps maps) {
    List<GrayImage> centres = maps.learned().get(Head.CENTRES.label());
    return centres == null ? maps.separation().orElse(maps.foreground()) : centres.get(0);
  }

  private static void touch(int[] contact, int one, int other) {
    if (one != other && one != 0 && other != 0) {
      contact[one]++;
      contact[other]++;
    }
  }

  private static double logit(double probability) {
    double p = Math.max(SMALLEST, Math.min(1 - SMALLEST, probability));
    return Math.log(p / (1 - p));
  }
}
