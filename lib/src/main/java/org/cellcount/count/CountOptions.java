package org.cellcount.count;

import org.cellcount.base.Require;

/**
 * Everything that decides a count.
 *
 * @param threshold foreground is where the probability is above it, 0..1
 * @param opening erosions, followed by as many dilations, that cut thin bridges and delete specks;
 *     0 (none) to 100
 * @param closing dilations, followed by as many erosions, that close thin gaps; 0 (none) to 100
 * @param fillHoles whether background enclosed by foreground becomes foreground
 * @param separation how touching cells are told apart
 * @param sigma standard deviation, in pixels, of the Gaussian that smooths the map whose maxima
 *     become cells; 0 for none ({@link Separation#H_MAXIMA}, {@link Separation#TWO_SIDED_MAXIMA})
 * @param h how far a maximum must rise above the saddle to its neighbour to be a cell of its own,
 *     in the unit of the map: pixels for distances ({@link Separation#H_MAXIMA}, {@link
 *     Separation#TWO_SIDED_MAXIMA})
 * @param minDistance two cells' peaks are more than this many pixels apart in row or column, and
 *     peaks this near to the image border are left out ({@link Separation#DISTANCE_PEAKS})
 * @param connectivity which pixels of the foreground hang together
 * @param minArea cells of fewer pixels are not counted
 */
public record CountOptions(
    double threshold,
    int opening,
    int closing,
    boolean fillHoles,
    Separation separation,
    double sigma,
    double h,
    int minDistance,
    Connectivity connectivity,
    int minArea) {
  private static final int MAX_CLEANING = 100;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  public CountOptions {
    Require.between("threshold", threshold, 0, 1);
    Require.between("opening", opening, 0, MAX_CLEANING);
    Require.between("closing", closing, 0, MAX_CLEANING);
    Require.present("separation", separation);
    Require.between("sigma", sigma, 0, Gaussian.MAX_SIGMA);
    Require.atLeast("h", h, 0);
    Require.atLeast("minDistance", minDistance, 1);
    Require.present("connectivity", connectivity);
    Require.atLeast("minArea", minArea, 0);
  }

  /** What the scripts of the public project do: 4-connected components of at least 10 pixels. */
  public static CountOptions script() {
    return readme().withCleaning(0, 0, false);
  }

  /**
   * What the README of the public project describes and none of its scripts does: opening, closing,
   * holes filled, components of at least 10 pixels. It opens and closes three times each, by the
   * cross of one pixel. Repeating either changes nothing, so once is enough here.
   */
  public static CountOptions readme() {
    return new CountOptions(0.5, 1, 1, true, Separation.COMPONENTS, 0, 0, 5, Connectivity.FOUR, 10);
  }

  /** The same with the watershed that the README leaves to choice. */
  public static CountOptions readmeWatershed() {
    return readme().withSeparation(Separation.DISTANCE_PEAKS);
  }

  /** The h-maxima of the smoothed distance, without morphology, as in the literature. */
  public static CountOptions hMaxima() {
    return new CountOptions(
        0.5, 0, 0, false, Separation.H_MAXIMA, 0.7, 0.35, 5, Connectivity.FOUR, 10);
  }

  /**
   * The two-sided h-maxima of the smoothed distance, without morphology: the most accurate on true
   * masks of nuclei 10 to 30 pixels wide.
   */
  public static CountOptions defaults() {
    return hMaxima().withSeparation(Separation.TWO_SIDED_MAXIMA).withH(0.6);
  }

  /** A copy with another threshold. */
  public CountOptions withThreshold(double to) {
    return new CountOptions(
        to, opening, closing, fillHoles, separation, sigma, h, minDistance, connectivity, minArea);
  }

  /** A copy with another opening, closing and filling of holes. */
  public CountOptions withCleaning(int open, int close, boolean fill) {
    return new CountOptions(
        threshold, open, close, fill, separation, sigma, h, minDistance, connectivity, minArea);
  }

  /** A copy with another separation. */
  public CountOptions withSeparation(Separation to) {
    return new CountOptions(
        threshold, opening, closing, fillHoles, to, sigma, h, minDistance, connectivity, minArea);
  }

  /** A copy with another sigma. */
  public CountOptions withSigma(double to) {
    return with(to, h, minArea);
  }

  /** A copy with another h. */
  public CountOptions withH(double to) {
    return with(sigma, to, minArea);
  }

  /** A copy with another minimum distance. */
  public CountOptions withMinDistance(int to) {
    return new CountOptions(
        threshold, opening, closing, fillHoles, separation, sigma, h, to, connectivity, minArea);
  }

  /** A copy with another connectivity. */
  public CountOptions withConnectivity(Connectivity to) {
    return new CountOptions(
        threshold, opening, closing, fillHoles, separation, sigma, h, minDistance, to, minArea);
  }

  /** A copy with another minimum area. */
  public CountOptions withMinArea(int to) {
    return with(sigma, h, to);
  }

  private CountOptions with(double newSigma, double newH, int newMinArea) {
    return new CountOptions(
        threshold,
        opening,
        closing,
        fillHoles,
        separation,
        newSigma,
        newH,
        minDistance,
        connectivity,
        newMinArea);
  }
}
