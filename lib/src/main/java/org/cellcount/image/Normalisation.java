package org.cellcount.image;

import java.io.IOException;
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
  CUBE_ROOT("cube root"),
  /**
   * The background becomes 0 and the brightness of ordinary cells 0.63, by a cube root as above;
   * four times that brightness and more become 1. What both are is found so that hot pixels,
   * debris, a ramp or a vignette do not set it, and an image in which nothing rises above the
   * background becomes zeros: see {@link Contrast}.
   */
  ROBUST("robust");

  private static final double LOW = 0.01;
  private static final double HIGH = 0.998;

  /** Times the brightness of ordinary cells that are still told apart. */
  private static final float MOST = 4;

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
    return apply(image, levels(image), 0);
  }

  /** What an image is measured for before its parts are brought to the common scale. */
  public sealed interface Levels permits Contrast, Ends {}

  /**
   * What becomes 0 and 1.
   *
   * @param low becomes 0
   * @param high becomes 1
   */
  record Ends(float low, float high) implements Levels {
    /** The percentiles, or minimum and maximum where they are equal. */
    static Ends of(Quantiles image) {
      float low = image.quantile(LOW);
      float high = image.quantile(HIGH);
      return low == high ? new Ends(image.quantile(0), image.quantile(1)) : new Ends(low, high);
    }
  }

  /** Gives the value below which a share of all pixels lies, 0..1. */
  @FunctionalInterface
  interface Quantiles {
    /** The quantile. */
    float quantile(double share);
  }

  /** The shares that are asked for. */
  static double[] shares() {
    return new double[] {0, LOW, HIGH, 1};
  }

  private Levels levels(GrayImage image) {
    return switch (this) {
      case NONE -> new Ends(0, 1);
      case PERCENTILE, CUBE_ROOT -> Ends.of(new OrderStatistics(image.pixels())::quantile);
      case ROBUST -> Contrast.of(image);
    };
  }

  /**
   * The levels of an image that is read in bands of rows, the same as if it were read at once.
   *
   * @throws IllegalArgumentException if a value is NaN
   * @throws IOException if it cannot be read
   */
  public Levels levels(Bands image, int height, int width) throws IOException {
    return switch (this) {
      case NONE -> new Ends(0, 1);
      case PERCENTILE, CUBE_ROOT -> BandQuantiles.ends(image, height, width);
      case ROBUST -> Contrast.of(image, height, width);
    };
  }

  /**
   * Some rows of an image on the common scale; they are left as they are.
   *
   * @param levels of the whole image, by this normalisation
   * @param top which row of the image the first one is
   */
  public GrayImage apply(GrayImage rows, Levels levels, int top) {
    return switch (this) {
      case NONE -> rows;
      case PERCENTILE -> stretch(rows, (Ends) levels);
      case CUBE_ROOT -> cubeRoot(stretch(rows, (Ends) levels));
      case ROBUST -> cubeRoot(linear(rows, (Contrast) levels, top));
    };
  }

  private static GrayImage cubeRoot(GrayImage image) {
    float[] pixels = image.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.cbrt(pixels[i]);
    }
    return image;
  }

  /**
   * What training images are before they are augmented, intensities 0..1. An image changed from
   * there is {@linkplain #finish finished} for the network; unchanged it is what {@link #apply}
   * gives.
   */
  public GrayImage begin(GrayImage image) {
    return this == ROBUST ? linear(image, Contrast.of(image), 0) : apply(image);
  }

  /** Brings an augmented image to what the network sees. */
  public GrayImage finish(GrayImage image) {
    return this == ROBUST ? apply(image) : image;
  }

  private static GrayImage linear(GrayImage rows, Contrast contrast, int top) {
    GrayImage stretched = contrast.stretch(rows, top, MOST);
    for (int i = 0; i < stretched.pixels().length; i++) {
      stretched.pixels()[i] /= MOST;
    }
    return stretched;
  }

  private static GrayImage stretch(GrayImage image, Ends ends) {
    GrayImage stretched = GrayImage.zeros(image.height(), image.width());
    if (ends.low() == ends.high()) {
      return stretched;
    }
    float[] from = image.pixels();
    float[] to = stretched.pixels();
    float range = ends.high() - ends.low();
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.max(0, Math.min(1, (from[i] - ends.low()) / range));
    }
    return stretched;
  }
}
