package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.count.Gaussian;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;

/**
 * Light from above and below the focus: the picture's own, smoothed widely, and a random cloud.
 *
 * @param largest share of the picture's light, and intensity of the cloud in tenths, 0..2
 */
public record Haze(double largest) implements Augmenter {
  private static final double NARROWEST = 4;
  private static final double WIDEST = 16;

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is outside 0..2
   */
  public Haze {
    Require.between("largest", largest, 0, 2);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    GrayImage image = sample.image();
    double sigma = NARROWEST + (WIDEST - NARROWEST) * random.nextDouble();
    GrayImage glow = Gaussian.smooth(image, sigma);
    float share = (float) (largest * random.nextDouble());
    float cloud = (float) (largest * random.nextDouble() / 10);
    GrayImage field =
        new SmoothNoise(image.height(), image.width(), sigma).draw(2 * sigma * cloud, random);
    float[] hazed = new float[image.pixels().length];
    for (int i = 0; i < hazed.length; i++) {
      float light = image.pixels()[i] + share * glow.pixels()[i] + Math.max(0, field.pixels()[i]);
      hazed[i] = Math.min(1, light);
    }
    return new CellSample(
        new GrayImage(image.height(), image.width(), hazed), sample.mask(), sample.labels());
  }

  @Override
  public String label() {
    return "haze";
  }
}
