package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.count.Gaussian;
import org.cellcount.image.CellSample;

/**
 * Smooths the image with a Gaussian of random width, as a picture a little out of focus.
 *
 * @param probability share of samples that are smoothed, 0..1
 * @param largest standard deviation in pixels, 0 to 10; all up to it are equally likely
 */
public record Defocus(double probability, double largest) implements Augmenter {
  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Defocus {
    Require.between("probability", probability, 0, 1);
    Require.between("largest", largest, 0, 10);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return sample;
    }
    double sigma = largest * random.nextDouble();
    return new CellSample(Gaussian.smooth(sample.image(), sigma), sample.mask(), sample.labels());
  }

  @Override
  public String label() {
    return "defocus";
  }
}
