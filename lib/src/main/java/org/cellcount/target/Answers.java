package org.cellcount.target;

import ai.djl.ndarray.NDArray;
import org.cellcount.count.CountOptions;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.loss.PixelLoss;
import org.cellcount.ops.TorchOps;

/** What our targets share. */
final class Answers {
  private Answers() {}

  static LabelImage labels(CellSample sample, Target target) {
    return sample
        .labels()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "target '" + target.label() + "' needs the label of every cell, none given"));
  }

  /**
   * The run's loss on the foreground and binary cross-entropy on the second map, for which a
   * distance is a soft target.
   */
  static NDArray lossOfTwo(PixelLoss loss, NDArray logits, NDArray drawn) {
    NDArray foreground = loss.evaluate(logits.get(":, 0:1"), drawn.get(":, 0:1"));
    return foreground.add(TorchOps.bceWithLogits(logits.get(":, 1:2"), drawn.get(":, 1:2")));
  }

  /** A learned landscape is smoothed by a pixel; its hills end in 0..1. */
  static CountOptions optionsOfLandscape() {
    return CountOptions.defaults().withSigma(1).withH(0.1);
  }

  static GrayImage probability(float[] logits, int offset, int height, int width) {
    float[] probability = new float[height * width];
    for (int i = 0; i < probability.length; i++) {
      probability[i] = (float) (1 / (1 + Math.exp(-logits[offset + i])));
    }
    return new GrayImage(height, width, probability);
  }
}
