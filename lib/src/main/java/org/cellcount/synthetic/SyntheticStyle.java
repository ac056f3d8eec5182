package org.cellcount.synthetic;

import java.util.random.RandomGenerator;

/**
 * What the nuclei of one synthetic microscope image have in common, and how it was taken. Lengths
 * are pixels, intensities 0..1 of the detector's range.
 *
 * @param cells nuclei to show
 * @param area typical area of a nucleus, square pixels
 * @param areaSpread standard deviation of the logarithm of the area
 * @param axisRatio typical minor by major axis
 * @param bentShare share of nuclei that are beans
 * @param wobble irregularity of outlines, share of the radius
 * @param clustering share of nuclei placed against another one
 * @param brightnessSpread standard deviation of the logarithm of a nucleus's brightness
 * @param condensedShare share of small, very bright nuclei, as in division or death
 * @param texture standard deviation of the chromatin texture, share of the brightness
 * @param grain length scale of the texture
 * @param spots typical number of spots in a nucleus
 * @param spotStrength brightness of a spot beside its surroundings: nucleoli are negative
 * @param blur standard deviation of the point spread function
 * @param outOfFocusShare share of nuclei above or below the focal plane
 * @param haze share of the light that spreads far
 * @param exposure intensity of a typical nucleus
 * @param background intensity where there is no nucleus
 * @param unevenness standard deviation of illumination and background across the image, share
 * @param debris expected number of specks that are not nuclei
 * @param photons photons that make the intensity 1
 * @param readNoise standard deviation of the detector's own noise, intensity
 */
record SyntheticStyle(
    int cells,
    double area,
    double areaSpread,
    double axisRatio,
    double bentShare,
    double wobble,
    double clustering,
    double brightnessSpread,
    double condensedShare,
    double texture,
    double grain,
    double spots,
    double spotStrength,
    double blur,
    double outOfFocusShare,
    double haze,
    double exposure,
    double background,
    double unevenness,
    double debris,
    double photons,
    double readNoise) {

  /** The kinds of preparation, drawn with different frequencies. */
  private enum Kind {
    CULTURE,
    LARGE_NUCLEI,
    GRANULAR,
    OUT_OF_FOCUS
  }

  static SyntheticStyle draw(RandomGenerator random) {
    int cells = CellNumber.draw(random);
    double u = random.nextDouble();
    return draw(
        u < 0.55
            ? Kind.CULTURE
            : u < 0.82 ? Kind.LARGE_NUCLEI : u < 0.93 ? Kind.GRANULAR : Kind.OUT_OF_FOCUS,
        cells,
        random);
  }

  /** Cells in culture. */
  static SyntheticStyle culture(RandomGenerator random) {
    return draw(Kind.CULTURE, CellNumber.draw(random), random);
  }

  private static SyntheticStyle draw(Kind kind, int cells, RandomGenerator random) {
    boolean large = kind == Kind.LARGE_NUCLEI;
    boolean granular = kind == Kind.GRANULAR;
    boolean soft = kind == Kind.OUT_OF_FOCUS;
    // Together the nuclei must leave room for gaps, or they could not all be placed.
    double area = Math.min(around(random, large ? 285 : 180, 0.33), 6200.0 / cells);
    double exposure = around(random, large ? 0.14 : 0.22, 0.7);
    return new SyntheticStyle(
        cells,
        Math.max(60, area),
        around(random, 0.28, 0.35),
        granular ? between(random, 0.75, 0.95) : between(random, 0.58, 0.85),
        granular ? 0.1 : between(random, 0, 0.3),
        granular ? between(random, 0.05, 0.12) : between(random, 0.015, 0.06),
        Math.pow(random.nextDouble(), 1.3) * 0.32,
        around(random, soft ? 0.35 : 0.18, 0.45),
        random.nextDouble() < 0.45 ? between(random, 0.02, 0.15) : 0,
        granular ? between(random, 0.2, 0.4) : around(random, 0.1, 0.4),
        between(random, 0.8, 1.5),
        granular ? between(random, 2, 5) : large ? between(random, 0.5, 3) : between(random, 0, 2),
        granular ? between(random, 0.3, 1.2) : -between(random, 0.2, 0.55),
        soft ? between(random, 1.6, 2.6) : between(random, large ? 0.5 : 0.65, large ? 0.9 : 1.25),
        random.nextDouble() < (soft ? 0.8 : 0.2) ? between(random, 0.03, 0.2) : 0,
        soft ? between(random, 0.2, 0.4) : around(random, 0.1, 0.4),
        Math.max(0.05, Math.min(0.6, exposure)),
        Math.min(0.1, around(random, 0.022, 0.7)),
        between(random, 0.02, 0.12),
        random.nextDouble() < 0.5 ? between(random, 0, 6) : 0,
        around(random, 8000, 0.7),
        around(random, 0.0008, 0.5));
  }

  /**
   * The same preparation in another place: so many nuclei of the same kind, further out of focus.
   */
  SyntheticStyle with(int newCells, double newArea, double newBlur, double newDebris) {
    return new SyntheticStyle(
        newCells,
        newArea,
        areaSpread,
        axisRatio,
        bentShare,
        wobble,
        clustering,
        brightnessSpread,
        condensedShare,
        texture,
        grain,
        spots,
        spotStrength,
        newBlur,
        outOfFocusShare,
        haze,
        exposure,
        background,
        unevenness,
        newDebris,
        photons,
        readNoise);
  }

  static double between(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Log-normal. */
  static double around(RandomGenerator random, double median, double spread) {
    return median * Math.exp(spread * random.nextGaussian());
  }
}
