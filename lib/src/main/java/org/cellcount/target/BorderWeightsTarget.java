package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import org.cellcount.count.CountOptions;
import org.cellcount.image.CellSample;
import org.cellcount.instance.InstanceMaps;
import org.cellcount.loss.PixelLoss;
import org.cellcount.ops.TorchOps;

/** See {@link Target#BORDER_WEIGHTS}: the second drawn map weighs the loss, it is not learned. */
record BorderWeightsTarget() implements Target {
  /** The U-Net paper's weight of the gap between cells, and its reach in pixels. */
  private static final double WEIGHT = 10;

  private static final double SIGMA = 5;

  @Override
  public String label() {
    return "border weights";
  }

  @Override
  public int channels() {
    return 1;
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
    out.put(InstanceMaps.borderWeights(Target.labels(sample, this), WEIGHT, SIGMA).pixels());
  }

  @Override
  public NDArray loss(PixelLoss foreground, NDArray logits, NDArray drawn) {
    // In memory of its own: sums over every second map would add up in another order.
    NDArray mask = drawn.get(":, 0:1").duplicate();
    return foreground
        .evaluate(logits, mask)
        .add(TorchOps.bceWithLogits(logits, mask, drawn.get(":, 1:2")));
  }

  @Override
  public CellMaps maps(float[] logits, int offset, int height, int width) {
    return MASK.maps(logits, offset, height, width);
  }

  @Override
  public CountOptions countOptions() {
    return MASK.countOptions();
  }

  @Override
  public String toString() {
    return label();
  }
}
