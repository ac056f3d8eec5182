package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import org.cellcount.count.CountOptions;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.instance.InstanceMaps;
import org.cellcount.instance.RayDistances;
import org.cellcount.instance.StarConvex;

/**
 * The distance to the cell's edge along several rays, learned by its mean absolute error. A pixel
 * weighs as much as it lies deep in its cell, where polygons are read, and next to nothing on
 * background.
 *
 * @param label its name
 * @param rays how many
 */
record RaysHead(String label, int rays) implements Head {
  /** Pixels that a logit of 1 stands for, so that errors are of the size of a cross-entropy. */
  private static final float UNIT = 4;

  private static final float BACKGROUND_WEIGHT = 1e-4f;

  /** Of the smaller of two polygons, the part that may lie in the other. */
  private static final double OVERLAP = 0.3;

  private static final double FOREGROUND = 0.5;

  /** Polygons of a network that also learned the distance, which decide who is who in the mask. */
  static Counting counting(CountOptions options) {
    StarConvex stars = new StarConvex(options.threshold(), OVERLAP, options.minArea());
    return maps ->
        stars.cells(
            maps.of(Head.DISTANCE).get(0), maps.of(Head.RAYS), maps.foreground().above(FOREGROUND));
  }

  @Override
  public int channels() {
    return rays;
  }

  @Override
  public int drawnMaps() {
    return rays + 1;
  }

  /** The distances, then the weights. */
  @Override
  public void draw(LabelImage labels, FloatBuffer out) {
    for (GrayImage map : RayDistances.of(labels, rays)) {
      for (float distance : map.pixels()) {
        out.put(distance / UNIT);
      }
    }
    for (float depth : InstanceMaps.distance(labels).pixels()) {
      out.put(depth + BACKGROUND_WEIGHT);
    }
  }

  @Override
  public NDArray loss(NDArray logits, NDArray drawn) {
    NDArray distances = drawn.get(":, 0:" + rays);
    NDArray weights = drawn.get(":, " + rays + ":");
    NDArray errors = logits.sub(distances).abs().mul(weights).sum();
    return errors.div(weights.sum().mul(rays));
  }

  /** Pixels; a network may well answer less than nothing where there is no cell. */
  @Override
  public float value(float logit) {
    return Math.max(0, UNIT * logit);
  }
}
