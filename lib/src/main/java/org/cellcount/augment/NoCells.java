package org.cellcount.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cellcount.count.Gaussian;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/** A field without any cell: noise of a random strength and smoothness on a random background. */
public record NoCells() implements Augmenter {
  private static final double SMOOTHEST = 5;

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    int height = sample.image().height();
    int width = sample.image().width();
    float[] noise = new float[height * width];
    NormalPool.add(noise, 1, random);
    double sigma = Math.max(0, SMOOTHEST * (random.nextDouble() * 1.25 - 0.25));
    float[] smooth = Gaussian.smooth(new GrayImage(height, width, noise), sigma).pixels();
    double squares = 0;
    for (float value : smooth) {
      squares += value * value;
    }
    double deviation = Math.sqrt(squares / smooth.length);
    double background = 0.02 + 0.3 * random.nextDouble();
    float strength = (float) (0.3 * background * random.nextDouble() / deviation);
    float[] pixels = new float[smooth.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.max(0, Math.min(1, background + strength * smooth[i]));
    }
    return new CellSample(
        new GrayImage(height, width, pixels),
        GrayImage.zeros(height, width),
        sample.labels().isPresent()
            ? Optional.of(new LabelImage(height, width, new int[height * width]))
            : Optional.empty());
  }

  @Override
  public String label() {
    return "no cells";
  }
}
