package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.cellcount.count.CountOptions;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.loss.PixelLoss;
import org.cellcount.ops.TorchOps;

/**
 * The foreground and a second map, from which a landscape with a hill in every cell is read: see
 * {@link Target#BORDER_CLASS} and {@link Target#DISTANCE}.
 *
 * @param label its name
 * @param second draws the second map, 0..1, of the labels of the cells
 * @param landscape of the foreground and the second map that were answered; may write to the second
 */
record LandscapeTarget(
    String label, Function<LabelImage, GrayImage> second, BinaryOperator<GrayImage> landscape)
    implements Target {
  @Override
  public int channels() {
    return 2;
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public int drawnMaps() {
    return 2;
  }

  @Override
  public void draw(CellSample sample, FloatBuffer out) {
    out.put(sample.mask().pixels());
    out.put(second.apply(Target.labels(sample, this)).pixels());
  }

  /** The run's loss and binary cross-entropy, for which a distance is a soft target. */
  @Override
  public NDArray loss(PixelLoss foreground, NDArray logits, NDArray drawn) {
    NDArray first = foreground.evaluate(logits.get(":, 0:1"), drawn.get(":, 0:1"));
    return first.add(TorchOps.bceWithLogits(logits.get(":, 1:2"), drawn.get(":, 1:2")));
  }

  @Override
  public CellMaps maps(float[] logits, int offset, int height, int width) {
    GrayImage foreground = Target.probability(logits, offset, height, width);
    GrayImage map = Target.probability(logits, offset + height * width, height, width);
    return new CellMaps(foreground, Optional.of(landscape.apply(foreground, map)));
  }

  /** A learned landscape is smoothed by a pixel; its hills end in 0..1. */
  @Override
  public CountOptions countOptions() {
    return CountOptions.defaults().withSigma(1).withH(0.1);
  }

  /** The foreground less the borders. */
  static GrayImage without(GrayImage foreground, GrayImage borders) {
    float[] inner = borders.pixels();
    for (int i = 0; i < inner.length; i++) {
      inner[i] = foreground.pixels()[i] * (1 - inner[i]);
    }
    return borders;
  }

  @Override
  public String toString() {
    return label;
  }
}
