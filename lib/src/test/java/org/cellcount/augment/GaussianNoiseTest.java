package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class GaussianNoiseTest {
  /** Noise on a flat image of 0.5, in units of the standard deviation asked for. */
  private static double[] noise(double standardDeviation) {
    float[] flat = new float[512 * 1024];
    Arrays.fill(flat, 0.5f);
    GrayImage image = new GrayImage(512, 1024, flat);
    float[] noisy =
        new GaussianNoise(standardDeviation)
            .apply(new CellSample(image, image, Optional.empty()), new SplittableRandom(11))
            .image()
            .pixels();
    double[] noise = new double[noisy.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (noisy[i] - 0.5) / standardDeviation;
    }
    return noise;
  }

  private static double moment(double[] values, int power) {
    return Arrays.stream(values).map(v -> Math.pow(v, power)).average().orElseThrow();
  }

  @Test
  void isGaussian() {
    double[] noise = noise(0.02);
    assertEquals(0, moment(noise, 1), 0.007);
    assertEquals(1, moment(noise, 2), 0.01);
    assertEquals(0, moment(noise, 3), 0.02);
    assertEquals(3, moment(noise, 4), 0.07);
    assertEquals(0.0455, share(noise, 2), 0.0015);
    assertEquals(0.0027, share(noise, 3), 0.0004);
    assertEquals(0.000465, share(noise, 3.5), 0.0001);
  }

  private static double share(double[] noise, double beyond) {
    return Arrays.stream(noise).filter(v -> Math.abs(v) > beyond).count() / (double) noise.length;
  }

  @Test
  void neighboursAreIndependent() {
    double[] noise = noise(0.02);
    double sum = 0;
    for (int i = 1; i < noise.length; i++) {
      sum += noise[i] * noise[i - 1];
    }
    assertEquals(0, sum / noise.length, 0.007);
  }

  @Test
  void saturatesLikeADetector() {
    double[] noise = noise(1);
    assertEquals(-0.5, Arrays.stream(noise).min().orElseThrow());
    assertEquals(0.5, Arrays.stream(noise).max().orElseThrow());
    assertTrue(share(noise, 0.499) > 0.6);
  }

  @Test
  void refusesAStandardDeviationOutsideZeroToOne() {
    assertEquals(
        "standard deviation 2.0: expected 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> new GaussianNoise(2)).getMessage());
  }
}
