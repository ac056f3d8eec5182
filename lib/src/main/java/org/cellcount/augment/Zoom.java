package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.image.CellSample;
import org.cellcount.image.Resize;

/**
 * Changes the magnification, as another objective would: a part of the picture is enlarged to its
 * whole size, or the whole is reduced and continued by reflection. All factors are equally likely
 * on a logarithmic scale; where the part lies is random.
 *
 * @param probability share of samples that are changed, 0..1
 * @param smallest factor, 0.25 to 1
 * @param largest factor, 1 to 4
 */
public record Zoom(double probability, double smallest, double largest) implements Augmenter {
  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Zoom {
    Require.between("probability", probability, 0, 1);
    Require.between("smallest", smallest, 0.25, 1);
    Require.between("largest", largest, 1, 4);
  }

  /** Image and mask by area mean or linearly between pixels, labels nearest. */
  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return sample;
    }
    double factor = smallest * Math.pow(largest / smallest, random.nextDouble());
    int height = sample.image().height();
    int width = sample.image().width();
    double down = random.nextDouble();
    double across = random.nextDouble();
    if (factor >= 1) {
      CellSample part =
          window(sample, scaled(height, 1 / factor), scaled(width, 1 / factor), down, across);
      return resize(part, height, width);
    }
    return window(
        resize(sample, scaled(height, factor), scaled(width, factor)), height, width, down, across);
  }

  private static int scaled(int length, double factor) {
    return Math.max(1, (int) Math.round(length * factor));
  }

  private static CellSample resize(CellSample sample, int height, int width) {
    return new CellSample(
        Resize.to(sample.image(), height, width),
        Resize.to(sample.mask(), height, width),
        sample.labels().map(labels -> Resize.to(labels, height, width)));
  }

  /** A part of a sample, or a larger picture with the sample in it; 0..1 says where. */
  private static CellSample window(
      CellSample sample, int height, int width, double down, double across) {
    int top = (int) Math.round((sample.image().height() - height) * down);
    int left = (int) Math.round((sample.image().width() - width) * across);
    return new CellSample(
        sample.image().window(top, left, height, width),
        sample.mask().window(top, left, height, width),
        sample.labels().map(labels -> labels.window(top, left, height, width)));
  }

  @Override
  public String label() {
    return "zoom";
  }
}
