package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.base.Require;

/**
 * Single pixels that are stuck, as on a worn camera: most at the largest intensity, some at 0.
 *
 * @param largestShare of the pixels that are stuck, 0..0.1; all shares up to it are equally likely
 */
public record HotPixels(double largestShare) implements IntensityChange {
  private static final double DEAD = 0.2;

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is outside 0..0.1
   */
  public HotPixels {
    Require.between("largest share", largestShare, 0, 0.1);
  }

  @Override
  public void change(float[] pixels, RandomGenerator random) {
    int stuck = (int) (largestShare * random.nextDouble() * pixels.length);
    for (int i = 0; i < stuck; i++) {
      pixels[random.nextInt(pixels.length)] = random.nextDouble() < DEAD ? 0 : 1;
    }
  }

  @Override
  public String label() {
    return "hot pixels";
  }
}
