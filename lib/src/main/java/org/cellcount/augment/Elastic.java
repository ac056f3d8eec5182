package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.image.CellSample;

/**
 * Bends the picture as if it were printed on rubber, after Simard, Steinkraus and Platt, "Best
 * practices for convolutional neural networks applied to visual document analysis", ICDAR 2003.
 *
 * <p>Every pixel draws one number from -1 to 1 for its row and one for its column; both fields are
 * smoothed with a Gaussian of standard deviation {@code sigma} and multiplied by {@code alpha}. The
 * result is the displacement in pixels. Its root mean square is about {@code alpha / (sigma *
 * sqrt(12 * pi))}: 1.09 pixels for alpha 20 and sigma 3, small beside sigma, so that neighbours
 * stay neighbours and cells stay whole but for single pixels of their rims.
 *
 * @param probability share of samples that are bent, 0..1
 * @param alpha multiplier of the smoothed noise, pixels, 0 or more
 * @param sigma standard deviation of the smoothing, pixels, 0.5 to 50
 */
public record Elastic(double probability, double alpha, double sigma) implements Augmenter {
  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Elastic {
    Require.between("probability", probability, 0, 1);
    Require.between("alpha", alpha, 0, 10_000);
    Require.between("sigma", sigma, 0.5, 50);
  }

  /** Image bilinear, mask and labels nearest, all reflected at the border. */
  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return sample;
    }
    return field(sample.image().height(), sample.image().width(), random).apply(sample);
  }

  /** Draws a displacement field for an image of the given size, for example to draw it. */
  public DisplacementField field(int height, int width, RandomGenerator random) {
    SmoothNoise noise = new SmoothNoise(height, width, sigma);
    return new DisplacementField(noise.draw(alpha, random), noise.draw(alpha, random));
  }

  @Override
  public String label() {
    return "elastic deformation";
  }
}
