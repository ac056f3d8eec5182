package org.cellcount.synthetic;

import java.util.SplittableRandom;
import org.cellcount.count.Gaussian;
import org.cellcount.image.GrayImage;

/**
 * Fine and coarse grain, smooth noise of mean 0 and standard deviation about 1, made once for all
 * nuclei: each looks at another part of it.
 */
final class Chromatin {
  private static final int SIZE = 512;
  private static final float[] GRAIN = grain();

  private Chromatin() {}

  private static float[] grain() {
    float[] fine = noise(1.8, 1);
    float[] coarse = noise(5.4, 2);
    for (int i = 0; i < fine.length; i++) {
      fine[i] = 0.88f * fine[i] + 0.47f * coarse[i];
    }
    return fine;
  }

  private static float[] noise(double sigma, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] white = new float[SIZE * SIZE];
    for (int i = 0; i < white.length; i++) {
      white[i] = (float) (sigma * Math.sqrt(12 * Math.PI) * random.nextDouble(-1, 1));
    }
    return Gaussian.smooth(new GrayImage(SIZE, SIZE, white), sigma).pixels();
  }

  /** The grain at a place, which may be any; lengths are pixels of a grain of scale 1.8. */
  static float at(double row, double column) {
    int r = (int) Math.floor(row) & SIZE - 1;
    int c = (int) Math.floor(column) & SIZE - 1;
    return GRAIN[r * SIZE + c];
  }
}
