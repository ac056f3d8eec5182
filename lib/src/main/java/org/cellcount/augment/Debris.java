package org.cellcount.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.count.Gaussian;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Things that are not cells: bright dirt of any shape between a thread and a block, that hides what
 * lies under it, and dark dust, that dims it.
 *
 * @param most pieces a sample, 1 or more; every number up to it is equally likely
 * @param brightest intensity of a piece, 0..1
 */
public record Debris(int most, double brightest) implements Augmenter {
  private static final double DUST = 0.3;
  private static final double LONGEST = 0.45;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Debris {
    Require.atLeast("most", most, 1);
    Require.between("brightest", brightest, 0, 1);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    GrayImage image = sample.image().copy();
    GrayImage mask = sample.mask().copy();
    Optional<LabelImage> labels = sample.labels().map(LabelImage::copy);
    int pieces = 1 + random.nextInt(most);
    for (int piece = 0; piece < pieces; piece++) {
      GrayImage shape = shape(image.height(), image.width(), random);
      boolean dust = random.nextDouble() < DUST;
      float light = (float) (brightest * Math.pow(random.nextDouble(), 2));
      for (int i = 0; i < shape.pixels().length; i++) {
        float cover = shape.pixels()[i];
        if (dust) {
          image.pixels()[i] *= 1 - 0.7f * cover;
        } else if (cover > 0) {
          float hidden = cover > 0.5 ? light : image.pixels()[i] + cover * light;
          image.pixels()[i] = Math.min(1, hidden);
          if (cover > 0.5) {
            mask.pixels()[i] = 0;
            int pixel = i;
            labels.ifPresent(l -> l.labels()[pixel] = 0);
          }
        }
      }
    }
    return new CellSample(image, mask, labels);
  }

  /** A thread, ellipse or block, with sharp or soft edges: how much of a pixel it covers, 0..1. */
  private static GrayImage shape(int height, int width, RandomGenerator random) {
    GrayImage shape = GrayImage.zeros(height, width);
    double row = height * random.nextDouble();
    double column = width * random.nextDouble();
    double angle = Math.PI * random.nextDouble();
    double length = Math.min(height, width) * LONGEST * (0.03 + 0.97 * random.nextDouble());
    double breadth = Math.max(0.7, length * Math.pow(random.nextDouble(), 2));
    boolean block = random.nextBoolean();
    for (int r = 0, i = 0; r < height; r++) {
      for (int c = 0; c < width; c++, i++) {
        double along = ((c - column) * Math.cos(angle) + (r - row) * Math.sin(angle)) / length;
        double aside = ((r - row) * Math.cos(angle) - (c - column) * Math.sin(angle)) / breadth;
        boolean inside =
            block
                ? Math.abs(along) < 0.5 && Math.abs(aside) < 0.5
                : along * along + aside * aside < 0.25;
        shape.pixels()[i] = inside ? 1 : 0;
      }
    }
    return random.nextBoolean() ? shape : Gaussian.smooth(shape, 0.5 + 2 * random.nextDouble());
  }

  @Override
  public String label() {
    return "debris";
  }
}
