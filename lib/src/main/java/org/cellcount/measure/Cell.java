package org.cellcount.measure;

import java.util.List;
import java.util.OptionalDouble;
import org.cellcount.base.Require;

/**
 * One counted cell. Rows and columns are in pixels, pixel centres at whole numbers, from the upper
 * left. Shapes are measured as scikit-image's {@code regionprops} does.
 *
 * @param label its number in the label image
 * @param area pixels
 * @param centroidRow mean row of its pixels
 * @param centroidColumn mean column of its pixels
 * @param minRow first row
 * @param minColumn first column
 * @param maxRow last row
 * @param maxColumn last column
 * @param perimeter length of the outline through the centres of its outermost pixels, in pixels,
 *     estimated from how they neighbour each other (Benkrid, Crookes, Benkrid 2000); 0 for a single
 *     pixel
 * @param circularity 4 pi area / perimeter^2: 1 for a disc, less for other shapes, noisy and
 *     possibly above 1 for a few pixels, infinite where the perimeter is 0
 * @param majorAxis long axis of the ellipse with the same second moments, pixels
 * @param minorAxis short axis of that ellipse, pixels
 * @param eccentricity of that ellipse: 0 for a circle, towards 1 the longer it is
 * @param orientation from the direction of rows (downwards) to the long axis, counter-clockwise,
 *     -pi/2 to pi/2
 * @param intensities one an image channel
 * @param probability mean probability that its pixels belong to a cell, 0..1, where known
 * @param touchesBorder whether a pixel lies in the first or last row or column of the image
 */
public record Cell(
    int label,
    int area,
    double centroidRow,
    double centroidColumn,
    int minRow,
    int minColumn,
    int maxRow,
    int maxColumn,
    double perimeter,
    double circularity,
    double majorAxis,
    double minorAxis,
    double eccentricity,
    double orientation,
    List<Intensity> intensities,
    OptionalDouble probability,
    boolean touchesBorder) {
  /**
   * How bright a cell is in a channel.
   *
   * @param channel its name; empty where the image has one channel without a name
   * @param mean mean over the cell's pixels, in the unit of the image
   * @param integrated sum over the cell's pixels
   */
  public record Intensity(String channel, double mean, double integrated) {}

  /** Checks that every part is there. */
  public Cell {
    intensities = List.copyOf(intensities);
    Require.present("probability", probability);
  }

  /** Mean intensity in the first channel. */
  public double meanIntensity() {
    return intensities.get(0).mean();
  }

  /** The same with other intensities, one a channel. */
  public Cell withIntensities(List<Intensity> to) {
    return with(to, probability);
  }

  /** The same with another probability, 0..1. */
  public Cell withProbability(double to) {
    return with(intensities, OptionalDouble.of(to));
  }

  private Cell with(List<Intensity> newIntensities, OptionalDouble newProbability) {
    return new Cell(
        label,
        area,
        centroidRow,
        centroidColumn,
        minRow,
        minColumn,
        maxRow,
        maxColumn,
        perimeter,
        circularity,
        majorAxis,
        minorAxis,
        eccentricity,
        orientation,
        newIntensities,
        newProbability,
        touchesBorder);
  }
}
