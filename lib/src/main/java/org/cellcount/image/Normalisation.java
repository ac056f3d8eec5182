package org.cellcount.image;

import org.cellcount.base.Named;
import org.cellcount.base.Names;

/** How intensities are brought to a common scale before a network sees them. */
public enum Normalisation implements Named {
  /** As they are, 0..1 of the file's bit depth. */
  NONE("none"),
  /**
   * The 1st percentile becomes 0 and the 99.8th becomes 1, what lies beyond is clipped: {@code (x -
   * p1) / (p99.8 - p1)}. Evens out exposure and bit depth between microscopes; the scheme of
   * StarDist (Schmidt et al. 2018, <a href="https://arxiv.org/abs/1806.03535">arXiv 1806.03535</a>)
   * with clipping. Where the two percentiles are equal, minimum and maximum take their place; a
   * constant image becomes zeros.
   */
  PERCENTILE("percentile"),
  /**
   * {@link #PERCENTILE}, then the cube root, much as brightness is seen by the eye (CIE 1976
   * lightness). A cell of an eighth of the brightness comes out half as bright, so that dim cells,
   * and the gap between two of them, stay visible beside bright ones.
   */
  CUBE_ROOT("cube root");

  private static final double LOW = 0.01;
  private static final double HIGH = 0.998;

  private final String label;

  Normalisation(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /**
   * The normalisation of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Normalisation of(String name) {
    return Names.find("normalisation", name, values());
  }

  /**
   * The image on the common scale; the given one is left as it is.
   *
   * @throws IllegalArgumentException if a percentile is asked of an image with a NaN
   */
  public GrayImage apply(GrayImage image) {
    if (this == NONE) {
      return image;
    }
    OrderStatistics order = new OrderStatistics(image.pixels());
    return apply(image, levels(order::quantile));
  }

  /**
   * What becomes 0 and 1.
   *
   * @param low becomes 0
   * @param high becomes 1
   */
  public record Levels(float low, float high) {}

  /** Gives the value below which a share of all pixels lies, 0..1. */
  @FunctionalInterface
  public interface Quantiles {
    /** The quantile. */
    float quantile(double share);
  }

  /** The shares that {@link #levels} asks for. */
  static double[] shares() {
    return new double[] {0, LOW, HIGH, 1};
  }

  /** The levels of an image, by its quantiles. */
  public static Levels levels(Quantiles image) {
    float low = image.quantile(LOW);
    float high = image.quantile(HIGH);
    return low == high ? new Levels(image.quantile(0), image.quantile(1)) : new Levels(low, high);
  }

  /** A part of an image on the common scale, by the levels of the whole; it is left as it is. */
  public GrayImage apply(GrayImage part, Levels levels) {
    return switch (this) {
      case NONE -> part;
      case PERCENTILE -> stretch(part, levels.low(), levels.high());
      case CUBE_ROOT -> {
        GrayImage stretched = stretch(part, levels.low(), levels.high());
        float[] pixels = stretched.pixels();
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (float) Math.cbrt(pixels[i]);
        }
        yield stretched;
      }
    };
  }

  private static GrayImage stretch(GrayImage image, float low, float high) {
    GrayImage stretched = GrayImage.zeros(image.height(), image.width());
    if (low == high) {
      return stretched;
    }
    float[] from = image.pixels();
    float[] to = stretched.pixels();
    float range = high - low;
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.max(0, Math.min(1, (from[i] - low) / range));
    }
    return stretched;
  }
}
