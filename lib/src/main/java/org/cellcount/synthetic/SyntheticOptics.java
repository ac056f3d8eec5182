package org.cellcount.synthetic;

import java.util.List;
import java.util.random.RandomGenerator;
import org.cellcount.count.Gaussian;
import org.cellcount.image.GrayImage;

/** From nuclei to a photograph: texture, defocus, haze, illumination, debris, noise, 8 bits. */
final class SyntheticOptics {
  private static final int MARGIN = SyntheticLayout.MARGIN;

  private final int size;
  private final int canvas;
  private final SyntheticStyle style;
  private final RandomGenerator random;

  SyntheticOptics(int size, SyntheticStyle style, RandomGenerator random) {
    this.size = size;
    this.canvas = size + 2 * MARGIN;
    this.style = style;
    this.random = random;
  }

  GrayImage photograph(List<SyntheticFootprint> nuclei) {
    float[] sharp = focused(nuclei);
    float[] haze = Gaussian.smooth(new GrayImage(canvas, canvas, sharp), 4).pixels();
    double[] lamp = surface();
    double[] veil = surface();
    float[] image = new float[size * size];
    double step = 2.0 / size;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int i = (row + MARGIN) * canvas + column + MARGIN;
        double y = row * step - 1;
        double x = column * step - 1;
        double light = (1 - style.haze()) * sharp[i] + style.haze() * haze[i];
        double field = style.exposure() * light + style.background() * (1 + height(veil, y, x));
        image[row * size + column] = detect(Math.max(0, (1 + height(lamp, y, x)) * field));
      }
    }
    return new GrayImage(size, size, image);
  }

  /** Coefficients of a gently bent random surface around 0, see {@link #height}. */
  private double[] surface() {
    double[] surface = new double[5];
    for (int i = 0; i < surface.length; i++) {
      surface[i] = style.unevenness() * random.nextGaussian();
    }
    return surface;
  }

  /** The surface over a place, -1..1 from border to border. */
  private static double height(double[] surface, double y, double x) {
    return surface[0] * y
        + surface[1] * x
        + surface[2] * (y * y - 0.33)
        + surface[3] * (x * x - 0.33)
        + surface[4] * x * y;
  }

  /** Light of nuclei and debris, each smeared by its distance from the focal plane. */
  private float[] focused(List<SyntheticFootprint> nuclei) {
    float[] sum = new float[canvas * canvas];
    for (int step = 0; step < SyntheticNucleus.DEFOCUS_STEPS; step++) {
      float[] plane = new float[canvas * canvas];
      boolean empty = true;
      for (SyntheticFootprint nucleus : nuclei) {
        if (nucleus.nucleus.defocus() == step) {
          paint(nucleus, plane);
          empty = false;
        }
      }
      if (step == 0) {
        addDebris(plane);
      }
      if (step == 0 || !empty) {
        double sigma = style.blur() + 1.4 * step;
        float[] smeared = Gaussian.smooth(new GrayImage(canvas, canvas, plane), sigma).pixels();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += smeared[i];
        }
      }
    }
    return sum;
  }

  private void paint(SyntheticFootprint nucleus, float[] plane) {
    double grainRow = random.nextInt(512);
    double grainColumn = random.nextInt(512);
    double zoom = 1.8 / style.grain();
    for (int y = 0, i = 0; y < nucleus.height; y++) {
      for (int x = 0; x < nucleus.width; x++, i++) {
        double light = nucleus.light(i);
        if (light > 0) {
          double grain = Chromatin.at(grainRow + zoom * y, grainColumn + zoom * x);
          plane[(nucleus.top + y) * canvas + nucleus.left + x] +=
              (float) (light * Math.max(0.2, 1 + 1.5 * style.texture() * grain));
        }
      }
    }
  }

  /** Specks and smears that shine like nuclei and are none. */
  private void addDebris(float[] plane) {
    for (double left = style.debris(); random.nextDouble() < left; left--) {
      double row = SyntheticStyle.between(random, 0, canvas);
      double column = SyntheticStyle.between(random, 0, canvas);
      double radius = SyntheticStyle.around(random, 0.7, 0.4);
      double height = SyntheticStyle.around(random, 0.7, 0.8);
      int reach = (int) (3 * radius) + 1;
      for (int y = (int) row - reach; y <= row + reach; y++) {
        for (int x = (int) column - reach; x <= column + reach; x++) {
          if (y >= 0 && y < canvas && x >= 0 && x < canvas) {
            double d2 = (y - row) * (y - row) + (x - column) * (x - column);
            plane[y * canvas + x] += (float) (height * Math.exp(-d2 / (2 * radius * radius)));
          }
        }
      }
    }
  }

  /** Shot noise of the photons, read noise of the detector, saturation, 8 bits. */
  private float detect(double light) {
    double mean = light * style.photons();
    double signal;
    if (mean > 50) {
      double shot = light / style.photons();
      double read = style.readNoise() * style.readNoise();
      signal = light + Math.sqrt(shot + read) * random.nextGaussian();
    } else {
      signal = poisson(mean) / style.photons() + style.readNoise() * random.nextGaussian();
    }
    return (int) (255 * Math.max(0, Math.min(1, signal)) + 0.5) / 255f;
  }

  /** By inversion; for small means. */
  private double poisson(double mean) {
    double left = random.nextDouble();
    double share = Math.exp(-mean);
    int number = 0;
    while (left > share && number < 200) {
      left -= share;
      number++;
      share *= mean / number;
    }
    return number;
  }
}
