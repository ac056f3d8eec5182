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
    return switch (this) {
      case NONE -> image;
      case PERCENTILE -> stretch(image);
      case CUBE_ROOT -> {
        GrayImage stretched = stretch(image);
        float[] pixels = stretched.pixels();
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (float) Math.cbrt(pixels[i]);
        }
        yield stretched;
      }
    };
  }

  private static GrayImage stretch(GrayImage image) {
    OrderStatistics order = new OrderStatistics(image.pixels());
    float low = order.quantile(LOW);
    float high = order.quantile(HIGH);
    return low == high
        ? stretch(image, order.quantile(0), order.quantile(1))
        : stretch(image, low, high);
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
