package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.function.Function;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.ops.TorchOps;

/**
 * One map of values 0..1, learned by binary cross-entropy, for which a value between is a soft
 * target.
 *
 * @param label its name
 * @param map draws it
 */
record MapHead(String label, Function<LabelImage, GrayImage> map) implements Head {
  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void draw(LabelImage labels, FloatBuffer out) {
    out.put(map.apply(labels).pixels());
  }

  @Override
  public NDArray loss(NDArray logits, NDArray drawn) {
    return TorchOps.bceWithLogits(logits, drawn);
  }

  @Override
  public float value(float logit) {
    return Target.probability(logit);
  }
}
