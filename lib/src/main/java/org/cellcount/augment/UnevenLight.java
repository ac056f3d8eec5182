package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;

/**
 * Light that is not the same everywhere: a ramp of stray light is added in a random direction, and
 * a lens darkens the picture with the square of the distance from a random centre.
 *
 * @param largestRamp intensity that the ramp adds at its high end, 0..1; all up to it equally
 *     likely
 * @param largestLoss share of the light lost a picture's width from the centre, 0..1; likewise
 */
public record UnevenLight(double largestRamp, double largestLoss) implements Augmenter {
  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is outside 0..1
   */
  public UnevenLight {
    Require.between("largest ramp", largestRamp, 0, 1);
    Require.between("largest loss", largestLoss, 0, 1);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    GrayImage image = sample.image().copy();
    int height = image.height();
    int width = image.width();
    double angle = 2 * Math.PI * random.nextDouble();
    double ramp = largestRamp * random.nextDouble();
    double down = ramp * Math.sin(angle) / height;
    double across = ramp * Math.cos(angle) / width;
    double start = -Math.min(0, down * height) - Math.min(0, across * width);
    double loss = largestLoss * random.nextDouble();
    double middleRow = height * random.nextDouble();
    double middleColumn = width * random.nextDouble();
    for (int row = 0, i = 0; row < height; row++) {
      for (int column = 0; column < width; column++, i++) {
        double r = (row - middleRow) / height;
        double c = (column - middleColumn) / width;
        double light = Math.max(0, 1 - loss * (r * r + c * c));
        double value = image.pixels()[i] * light + start + down * row + across * column;
        image.pixels()[i] = (float) Math.max(0, Math.min(1, value));
      }
    }
    return new CellSample(image, sample.mask(), sample.labels());
  }

  @Override
  public String label() {
    return "uneven light";
  }
}
