package org.cellcount.count;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.BooleanType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import org.cellcount.base.KeyHeap;
import org.cellcount.base.Require;
import org.cellcount.base.SortKey;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Seeded watershed by priority flood (F. Meyer 1991; the order of scikit-image): markers grow over
 * 4-neighbours inside the mask, the highest pixel next to a marker first, among equals the one
 * reached first. Every mask pixel that a path connects to a marker gets a label; there are no
 * dividing lines. n log n in the number of mask pixels.
 */
public final class Watershed {
  private Watershed() {}

  /**
   * Grows markers downhill.
   *
   * @param map high inside cells, low between them, finite
   * @param markers where cells are known to be; their labels are kept, markers outside the mask are
   *     left out
   * @param mask where cells may grow
   * @throws IllegalArgumentException if the sizes differ or a value is not finite
   */
  public static LabelImage flood(
      RandomAccessibleInterval<? extends RealType<?>> map,
      RandomAccessibleInterval<? extends IntegerType<?>> markers,
      RandomAccessibleInterval<? extends BooleanType<?>> mask) {
    GrayImage heights = GrayImage.of(map);
    int[] labels = LabelImage.of(markers).labels();
    BinaryImage within = BinaryImage.of(mask);
    Require.sameSize("markers", markers, heights);
    Require.sameSize("mask", within, heights);
    Require.finite("map value", heights.pixels(), heights.width());
    Flood flood = new Flood(heights, within);
    for (int i = 0; i < labels.length; i++) {
      if (within.pixels()[i]) {
        flood.reach(i, labels[i]);
      }
    }
    flood.run();
    return new LabelImage(heights.height(), heights.width(), flood.labels);
  }

  /** A queue of pixels whose keys hold height and then order of arrival. */
  private static final class Flood {
    private final float[] map;
    private final boolean[] mask;
    private final int width;
    private final int[] labels;
    private final int[] arrivals;
    private final KeyHeap queue;
    private int arrived;

    Flood(GrayImage map, BinaryImage mask) {
      this.map = map.pixels();
      this.mask = mask.pixels();
      width = map.width();
      labels = new int[map.pixels().length];
      int area = mask.area();
      arrivals = new int[area];
      queue = new KeyHeap(area);
    }

    void run() {
      while (!queue.isEmpty()) {
        int i = arrivals[(int) queue.take()];
        int column = i % width;
        if (i >= width) {
          reach(i - width, labels[i]);
        }
        if (column > 0) {
          reach(i - 1, labels[i]);
        }
        if (column < width - 1) {
          reach(i + 1, labels[i]);
        }
        if (i < labels.length - width) {
          reach(i + width, labels[i]);
        }
      }
    }

    void reach(int i, int label) {
      if (label != 0 && labels[i] == 0 && mask[i]) {
        labels[i] = label;
        arrivals[arrived] = i;
        queue.put(SortKey.descending(map[i], arrived));
        arrived++;
      }
    }
  }
}
