package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import org.cellcount.image.LabelImage;
import org.cellcount.instance.GradientFlows;

/** See {@link Head#FLOWS}. */
record FlowHead() implements Head {
  /** How much larger than the flow the network's answer is, as published. */
  private static final float SCALE = 5;

  @Override
  public String label() {
    return "flows";
  }

  @Override
  public int channels() {
    return 2;
  }

  @Override
  public void draw(LabelImage labels, FloatBuffer out) {
    GradientFlows flows = GradientFlows.of(labels);
    out.put(flows.rows().pixels());
    out.put(flows.columns().pixels());
  }

  /** Half the mean squared error of five times the flow, as published. */
  @Override
  public NDArray loss(NDArray logits, NDArray drawn) {
    return logits.sub(drawn.mul(SCALE)).square().mean().div(2);
  }

  @Override
  public float value(float logit) {
    return logit / SCALE;
  }

  @Override
  public String toString() {
    return label();
  }
}
