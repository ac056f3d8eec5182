package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;

/**
 * Adds independent Gaussian noise to every pixel. What leaves 0..1 is set to the nearer end, as a
 * detector saturates.
 *
 * @param standardDeviation of the noise, in intensity, 0..1
 */
public record GaussianNoise(double standardDeviation) implements Augmenter {
  /**
   * Checks the standard deviation.
   *
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public GaussianNoise {
    Checks.between("standard deviation", standardDeviation, 0, 1);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    float[] from = sample.image().pixels();
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      double value = from[i] + standardDeviation * random.nextGaussian();
      to[i] = (float) Math.max(0, Math.min(1, value));
    }
    return new CellSample(
        new GrayImage(sample.image().height(), sample.image().width(), to),
        sample.mask(),
        sample.labels());
  }

  @Override
  public String label() {
    return "Gaussian noise";
  }
}
