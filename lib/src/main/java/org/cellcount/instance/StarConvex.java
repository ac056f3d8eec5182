package org.cellcount.instance;

import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.BooleanType;
import net.imglib2.type.numeric.RealType;
import org.cellcount.base.Require;
import org.cellcount.base.SortKey;
import org.cellcount.count.Watershed;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.SmallObjects;

/**
 * Finds cells as star-convex polygons: every pixel that may be the middle of a cell proposes the
 * polygon that its rays span; from the most probable down, a polygon becomes a cell unless it
 * overlaps one that already is (U. Schmidt, M. Weigert, C. Broaddus, G. Myers, MICCAI 2018,
 * arXiv:1806.03535; greedy non-maximum suppression). Polygons are compared by the pixels whose
 * centres they hold.
 *
 * @param threshold pixels of a probability above it propose a polygon, 0..1
 * @param overlap a polygon is left out if it shares more than this part of the smaller one's pixels
 *     with a cell, 0..1
 * @param minArea cells of fewer pixels are left out in the end
 */
public record StarConvex(double threshold, double overlap, int minArea) {
  /** Checks the ranges. */
  public StarConvex {
    Require.between("threshold", threshold, 0, 1);
    Require.between("overlap", overlap, 0, 1);
    Require.atLeast("minArea", minArea, 0);
  }

  /**
   * The cells as the polygons are; where two overlap, the more probable one lies on top.
   *
   * @param probability that a pixel is the middle of a cell, 0..1, such as {@link
   *     InstanceMaps#distance}
   * @param rays distance to the edge of the cell along each ray, in pixels, as {@link RayDistances}
   * @return cells 1..n, of the map's size, the most probable first
   * @throws IllegalArgumentException if there are fewer than 3 rays, the sizes differ, a
   *     probability is not a number or outside 0..1, or a distance that matters is negative or not
   *     finite
   */
  public LabelImage cells(
      RandomAccessibleInterval<? extends RealType<?>> probability,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> rays) {
    LabelImage polygons = polygons(GrayImage.of(probability), rays);
    SmallObjects.removeInPlace(polygons, minArea);
    return polygons;
  }

  /**
   * The cells of a mask: the polygons decide which there are, the mask how far they reach. A pixel
   * of the mask belongs to the polygon that holds it, or else to the cell that reaches it first
   * when all grow in the order of falling probability ({@link Watershed}).
   *
   * @param probability as above
   * @param rays as above
   * @param mask where cells are, of the map's size
   * @return cells 1..n, of the map's size, the most probable first
   * @throws IllegalArgumentException as above
   */
  public LabelImage cells(
      RandomAccessibleInterval<? extends RealType<?>> probability,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> rays,
      RandomAccessibleInterval<? extends BooleanType<?>> mask) {
    GrayImage map = GrayImage.of(probability);
    BinaryImage within = BinaryImage.of(mask);
    Require.sameSize("mask", within, map);
    LabelImage cells = Watershed.flood(map, polygons(map, rays), within);
    SmallObjects.removeInPlace(cells, minArea);
    return cells;
  }

  private LabelImage polygons(
      GrayImage probability, List<? extends RandomAccessibleInterval<? extends RealType<?>>> rays) {
    Require.atLeast("number of rays", rays.size(), 3);
    float[][] maps = new float[rays.size()][];
    for (int k = 0; k < maps.length; k++) {
      Require.sameSize("map of ray " + k, rays.get(k), probability);
      maps[k] = GrayImage.of(rays.get(k)).pixels();
    }
    int height = probability.height();
    int width = probability.width();
    LabelImage labels = new LabelImage(height, width, new int[height * width]);
    StarScan scan = new StarScan(height, width, maps.length);
    StarCells cells = new StarCells(labels, overlap);
    StarOutline outline = new StarOutline();
    float[] distances = new float[maps.length];
    for (long key : candidates(probability)) {
      int i = (int) key;
      for (int k = 0; k < maps.length; k++) {
        distances[k] = distance(maps[k][i], k, i / width, i % width);
      }
      scan.find(i / width, i % width, distances, outline);
      cells.propose(i, outline);
    }
    return labels;
  }

  private static float distance(float value, int ray, int row, int column) {
    if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
      throw Require.refusal(
          "distance along ray " + ray, Require.at(value, row, column), "0 or more");
    }
    return value;
  }

  /** The pixels above the threshold, the most probable first, then in the order of the rows. */
  private long[] candidates(GrayImage probability) {
    float[] pixels = probability.pixels();
    long[] keys = new long[pixels.length];
    int size = 0;
    for (int i = 0; i < pixels.length; i++) {
      float value = pixels[i];
      if (!(value >= 0 && value <= 1)) {
        int width = probability.width();
        throw Require.refusal("probability", Require.at(value, i / width, i % width), "0 to 1");
      }
      if (value > threshold) {
        keys[size++] = SortKey.descending(value, i);
      }
    }
    long[] sorted = Arrays.copyOf(keys, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
