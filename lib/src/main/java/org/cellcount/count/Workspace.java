package org.cellcount.count;

import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;

/**
 * Arrays that one thread uses for one image after the other, so that counting many small images
 * allocates next to nothing.
 */
final class Workspace {
  /** Larger images get a workspace of their own, which is not kept. */
  private static final int KEPT_PIXELS = 1 << 20;

  private static final ThreadLocal<Workspace> KEPT = ThreadLocal.withInitial(Workspace::new);

  private final Basins basins = new Basins();
  private int[] inside = {};
  private float[] distance = {};
  private float[] line = {};
  private DistanceTransform.Envelope envelope = new DistanceTransform.Envelope(0);

  static Workspace of(int pixels) {
    return pixels <= KEPT_PIXELS ? KEPT.get() : new Workspace();
  }

  /** Basins of the smoothed distance to the background. */
  Basins distanceBasins(BinaryImage mask, CountOptions options) {
    int length = mask.pixels().length;
    if (inside.length < length) {
      inside = new int[length];
      distance = new float[length];
    }
    if (envelope.width() < mask.width()) {
      envelope = new DistanceTransform.Envelope(mask.width());
    }
    for (int i = 0; i < length; i++) {
      inside[i] = mask.pixels()[i] ? 1 : 0;
    }
    DistanceTransform.euclidean(inside, mask.height(), mask.width(), distance, envelope);
    return basins(distance, mask, options);
  }

  /** Basins of a smoothed map. */
  Basins mapBasins(GrayImage map, BinaryImage mask, CountOptions options) {
    return basins(map.pixels(), mask, options);
  }

  private Basins basins(float[] map, BinaryImage mask, CountOptions options) {
    int height = mask.height();
    int width = mask.width();
    Gaussian.Kernel kernel = new Gaussian.Kernel(options.sigma());
    if (line.length < width + 2 * kernel.radius()) {
      line = new float[width + 2 * kernel.radius()];
    }
    float[] land = basins.land(height, width);
    for (int row = 0; row < height; row++) {
      int framed = basins.index(row, 0);
      kernel.row(map, height, width, row, line, land, framed);
      for (int column = 0, i = row * width; column < width; column++, i++) {
        if (!mask.pixels()[i]) {
          land[framed + column] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    basins.divide(options.h(), options.connectivity());
    return basins;
  }
}
