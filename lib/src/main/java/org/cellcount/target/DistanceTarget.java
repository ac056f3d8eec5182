package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.cellcount.count.CountOptions;
import org.cellcount.count.InstanceMaps;
import org.cellcount.image.CellSample;
import org.cellcount.loss.PixelLoss;

/** See {@link Target#DISTANCE}. */
record DistanceTarget() implements Target {
  @Override
  public String label() {
    return "distance";
  }

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
    out.put(InstanceMaps.distance(Answers.labels(sample, this)).pixels());
  }

  @Override
  public NDArray loss(PixelLoss foreground, NDArray logits, NDArray drawn) {
    return Answers.lossOfTwo(foreground, logits, drawn);
  }

  @Override
  public CellMaps maps(float[] logits, int offset, int height, int width) {
    return new CellMaps(
        Answers.probability(logits, offset, height, width),
        Optional.of(Answers.probability(logits, offset + height * width, height, width)));
  }

  @Override
  public CountOptions countOptions() {
    return Answers.optionsOfLandscape();
  }

  @Override
  public String toString() {
    return label();
  }
}
