package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.cellcount.count.CountOptions;
import org.cellcount.image.CellSample;
import org.cellcount.loss.PixelLoss;

/** See {@link Target#MASK}. */
record MaskTarget() implements Target {
  @Override
  public String label() {
    return "mask";
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public boolean needsLabels() {
    return false;
  }

  @Override
  public int drawnMaps() {
    return 1;
  }

  @Override
  public void draw(CellSample sample, FloatBuffer out) {
    out.put(sample.mask().pixels());
  }

  @Override
  public NDArray loss(PixelLoss foreground, NDArray logits, NDArray drawn) {
    return foreground.evaluate(logits, drawn);
  }

  @Override
  public CellMaps maps(float[] logits, int offset, int height, int width) {
    return new CellMaps(Target.probability(logits, offset, height, width), Optional.empty());
  }

  @Override
  public CountOptions countOptions() {
    return CountOptions.defaults();
  }

  @Override
  public String toString() {
    return label();
  }
}
