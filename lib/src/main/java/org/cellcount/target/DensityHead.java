package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import org.cellcount.image.LabelImage;
import org.cellcount.instance.InstanceMaps;
import org.cellcount.ops.TorchOps;

/** See {@link Head#DENSITY}. */
record DensityHead() implements Head {
  /** Pixels of a cell for which the network answers with about 1. */
  private static final float AREA = 100;

  @Override
  public String label() {
    return "density";
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void draw(LabelImage labels, FloatBuffer out) {
    out.put(InstanceMaps.density(labels).pixels());
  }

  /** The mean squared error of the number of cells in each window of 16x16 pixels. */
  @Override
  public NDArray loss(NDArray logits, NDArray drawn) {
    NDArray density = TorchOps.softplus(logits).div(AREA);
    return TorchOps.sumPool2d(density.sub(drawn)).square().mean();
  }

  @Override
  public float value(float logit) {
    // Above 20 the difference is lost in a float, and exp would overflow later.
    double softplus = logit > 20 ? logit : Math.log1p(Math.exp(logit));
    return (float) (softplus / AREA);
  }

  @Override
  public String toString() {
    return label();
  }
}
