package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.cellcount.count.CountOptions;
import org.cellcount.count.InstanceMaps;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.loss.PixelLoss;

/** See {@link Target#BORDER_CLASS}. */
record BorderClassTarget() implements Target {
  /** Pixels on either side of a contact that belong to a touching border. */
  private static final int RADIUS = 1;

  @Override
  public String label() {
    return "border class";
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
    out.put(InstanceMaps.touchingBorders(Answers.labels(sample, this), RADIUS).toGray().pixels());
  }

  @Override
  public NDArray loss(PixelLoss foreground, NDArray logits, NDArray drawn) {
    return Answers.lossOfTwo(foreground, logits, drawn);
  }

  /** The landscape is the foreground less the borders. */
  @Override
  public CellMaps maps(float[] logits, int offset, int height, int width) {
    GrayImage foreground = Answers.probability(logits, offset, height, width);
    GrayImage border = Answers.probability(logits, offset + height * width, height, width);
    float[] inner = border.pixels();
    for (int i = 0; i < inner.length; i++) {
      inner[i] = foreground.pixels()[i] * (1 - inner[i]);
    }
    return new CellMaps(foreground, Optional.of(border));
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
