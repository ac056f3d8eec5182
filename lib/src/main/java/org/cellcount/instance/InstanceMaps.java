package org.cellcount.instance;

import java.util.HashMap;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import org.cellcount.base.Require;
import org.cellcount.count.CellCounter;
import org.cellcount.count.CountOptions;
import org.cellcount.count.DistanceTransform;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.Relabel;

/** What a network can learn about touching cells, made from labels. */
public final class InstanceMaps {
  private InstanceMaps() {}

  /**
   * Where in its cell a pixel lies: its distance to the nearest pixel that is not of the cell,
   * divided by the largest such distance in the cell. 0 on background, 1 at the deepest pixel of
   * every cell (a distance target as in StarDist's comparison, U. Schmidt and others 2018,
   * arXiv:1806.03535, and in P. Naylor and others 2019, doi:10.1109/TMI.2018.2865709).
   */
  public static GrayImage distance(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    GrayImage distance = DistanceTransform.euclidean(labels);
    int[] numbers = Relabel.consecutive(labels).labels();
    float[] pixels = distance.pixels();
    float[] deepest = new float[Relabel.distinct(labels).length + 1];
    for (int i = 0; i < numbers.length; i++) {
      deepest[numbers[i]] = Math.max(deepest[numbers[i]], pixels[i]);
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != 0) {
        pixels[i] /= deepest[numbers[i]];
      }
    }
    return distance;
  }

  /**
   * How near to the middle of its cell a pixel is: a Gaussian bump at every cell's most central
   * pixel, 1 there, 0 outside the cell (keypoint heat maps as in X. Zhou, D. Wang, P. Krähenbühl,
   * "Objects as points", 2019, arXiv:1904.07850, with the bump of a cell kept inside it).
   *
   * <p>Sigma is half the distance from the centre to the cell's edge, at least one pixel: the bump
   * has fallen to 0.14 where cells touch, which leaves a deeper valley between them than {@link
   * #distance} and one that also unequal or irregular cells have, and still is as wide as a network
   * can tell for sure. The centre is as in {@link GradientFlows#of}; of a cell of several pieces
   * only the largest has one.
   */
  public static GrayImage centres(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    LabelImage image = LabelImage.of(labels);
    GrayImage depth = DistanceTransform.euclidean(image);
    GrayImage bumps = GrayImage.zeros(image.height(), image.width());
    int width = image.width();
    Map<Integer, Integer> largest = new HashMap<>();
    Centres.visit(
        image,
        depth,
        (centre, pixels, from, to) -> largest.merge(image.labels()[centre], to - from, Math::max));
    Centres.visit(
        image,
        depth,
        (centre, pixels, from, to) -> {
          if (to - from < largest.get(image.labels()[centre])) {
            return;
          }
          double sigma = Math.max(1, depth.pixels()[centre] / 2);
          for (int k = from; k < to; k++) {
            int dr = pixels[k] / width - centre / width;
            int dc = pixels[k] % width - centre % width;
            double exponent = -((double) dr * dr + (double) dc * dc) / (2 * sigma * sigma);
            bumps.pixels()[pixels[k]] = (float) Math.exp(exponent);
          }
        });
    return bumps;
  }

  /**
   * Cells per pixel: one cell, spread evenly over its pixels, so that the sum over a part of the
   * image is the number of cells in it (V. Lempitsky, A. Zisserman, "Learning to count objects in
   * images", 2010; W. Xie, J. Noble, A. Zisserman 2016, doi:10.1080/21681163.2016.1149104, who draw
   * a Gaussian where here is the cell, of which nothing is lost at the image border).
   */
  public static GrayImage density(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    LabelImage cells = Relabel.consecutive(labels);
    int[] areas = cells.areas();
    GrayImage density = GrayImage.zeros(cells.height(), cells.width());
    for (int i = 0; i < density.pixels().length; i++) {
      int label = cells.labels()[i];
      density.pixels()[i] = label == 0 ? 0 : 1f / areas[label];
    }
    return density;
  }

  /**
   * Where cells touch or nearly touch: pixels, of cells or between them, from which two different
   * cells are at most radius rows and columns away.
   *
   * @param radius pixels, at least 1
   * @throws IllegalArgumentException if radius is below 1
   */
  public static BinaryImage touchingBorders(
      RandomAccessibleInterval<? extends IntegerType<?>> labels, int radius) {
    Require.atLeast("radius", radius, 1);
    LabelImage image = LabelImage.of(labels);
    int height = image.height();
    int width = image.width();
    int[] largest = image.labels().clone();
    int[] smallest = new int[largest.length];
    for (int i = 0; i < smallest.length; i++) {
      smallest[i] = largest[i] == 0 ? Integer.MAX_VALUE : largest[i];
    }
    for (int row = 0; row < height; row++) {
      widen(largest, smallest, row * width, width, 1, radius);
    }
    for (int column = 0; column < width; column++) {
      widen(largest, smallest, column, height, width, radius);
    }
    boolean[] borders = new boolean[largest.length];
    for (int i = 0; i < borders.length; i++) {
      borders[i] = largest[i] > smallest[i];
    }
    return new BinaryImage(height, width, borders);
  }

  /** Replaces each value of a row (step 1) or column (step width) by the extreme around it. */
  private static void widen(
      int[] largest, int[] smallest, int start, int length, int step, int radius) {
    int[] max = new int[length];
    int[] min = new int[length];
    for (int k = 0, i = start; k < length; k++, i += step) {
      max[k] = largest[i];
      min[k] = smallest[i];
    }
    for (int k = 0, i = start; k < length; k++, i += step) {
      int end = Math.min(length - 1, k + radius);
      for (int j = Math.max(0, k - radius); j <= end; j++) {
        largest[i] = Math.max(largest[i], max[j]);
        smallest[i] = Math.min(smallest[i], min[j]);
      }
    }
  }

  /**
   * The foreground with a gap of background, two pixels wide, wherever cells touch: the target that
   * {@link #borderWeights} goes with.
   */
  public static BinaryImage separatedMask(
      RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    LabelImage image = LabelImage.of(labels);
    boolean[] touching = touchingBorders(image, 1).pixels();
    boolean[] mask = new boolean[touching.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = image.labels()[i] != 0 && !touching[i];
    }
    return new BinaryImage(image.height(), image.width(), mask);
  }

  /**
   * How much a pixel matters for telling cells apart: 1 + w0 exp(-(d1 + d2)^2 / (2 sigma^2))
   * outside {@link #separatedMask}, d1 and d2 being the distances to the nearest and the second
   * nearest cell of that mask; 1 inside (O. Ronneberger, P. Fischer, T. Brox 2015,
   * arXiv:1505.04597, with 1 for the class weight).
   *
   * <p>Exact to the precision of a float; takes time in proportion to the number of pixels times
   * the distance to the second cell, or to six sigma where that is less.
   *
   * @param w0 largest additional weight, 0 or more; 10 in the paper
   * @param sigma pixels, above 0; 5 in the paper
   * @throws IllegalArgumentException if w0 or sigma is out of range
   */
  public static GrayImage borderWeights(
      RandomAccessibleInterval<? extends IntegerType<?>> labels, double w0, double sigma) {
    Require.atLeast("w0", w0, 0);
    Require.positive("sigma", sigma);
    LabelImage image = LabelImage.of(labels);
    return BorderWeights.of(image, separatedMask(image), w0, sigma);
  }

  /**
   * Labels for a mask that came without: the cells that the default options count in it.
   *
   * @param mask foreground, 0..1, possibly soft
   * @throws IllegalArgumentException if a value is not a number or outside 0..1
   */
  public static LabelImage pseudoInstances(RandomAccessibleInterval<? extends RealType<?>> mask) {
    return new CellCounter(CountOptions.defaults()).count(mask).labels();
  }
}
