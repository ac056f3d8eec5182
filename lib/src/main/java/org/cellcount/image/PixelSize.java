package org.cellcount.image;

import org.cellcount.base.Require;

/**
 * What a pixel covers of the specimen, in micrometres.
 *
 * @param height distance from a row to the next, µm, above 0
 * @param width distance from a column to the next, µm, above 0
 */
public record PixelSize(double height, double width) {
  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if one is not above 0
   */
  public PixelSize {
    Require.positive("pixel height", height);
    Require.positive("pixel width", width);
  }

  /** Square pixels. */
  public static PixelSize square(double micrometres) {
    return new PixelSize(micrometres, micrometres);
  }

  /** Area of a pixel, µm². */
  public double area() {
    return height * width;
  }

  /** Side of a square of the same area, µm. */
  public double side() {
    return Math.sqrt(area());
  }
}
