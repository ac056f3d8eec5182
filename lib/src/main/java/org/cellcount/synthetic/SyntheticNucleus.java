package org.cellcount.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One synthetic nucleus: an ellipse, straight or bent into a bean, with a wobbly outline, spots, a
 * brightness and a distance from the focal plane. Lengths are pixels.
 *
 * @param bow how far the long axis is bent, share of the minor half axis
 * @param defocus 0 in focus, 1 a little out of focus, 2 far out
 */
record SyntheticNucleus(
    double row,
    double column,
    double semiMajor,
    double semiMinor,
    double cos,
    double sin,
    double bow,
    Wobble wobble,
    List<Spot> spots,
    double brightness,
    int defocus) {

  static final int DEFOCUS_STEPS = 3;

  /**
   * How the outline leaves the ellipse: amplitudes of the cosine and sine of two, three and four
   * times the angle, shares of the radius.
   */
  record Wobble(double c2, double s2, double c3, double s3, double c4, double s4) {
    static Wobble draw(double amplitude, RandomGenerator random) {
      return new Wobble(
          amplitude * random.nextGaussian(),
          amplitude * random.nextGaussian(),
          amplitude / 2 * random.nextGaussian(),
          amplitude / 2 * random.nextGaussian(),
          amplitude / 3 * random.nextGaussian(),
          amplitude / 3 * random.nextGaussian());
    }

    /** The radius, 1 for a plain ellipse, at an angle given by its cosine and sine. */
    double radius(double cos, double sin) {
      double cos2 = cos * cos - sin * sin;
      double sin2 = 2 * cos * sin;
      return 1
          + c2 * cos2
          + s2 * sin2
          + c3 * (cos2 * cos - sin2 * sin)
          + s3 * (sin2 * cos + cos2 * sin)
          + c4 * (cos2 * cos2 - sin2 * sin2)
          + s4 * 2 * cos2 * sin2;
    }

    double max() {
      return 1 + Math.hypot(c2, s2) + Math.hypot(c3, s3) + Math.hypot(c4, s4);
    }
  }

  /** A brighter or darker place, at a share of both half axes. */
  record Spot(double along, double across, double squaredRadius, double strength) {}

  /** A nucleus at (0, 0), its area multiplied by a scale. */
  static SyntheticNucleus draw(SyntheticStyle style, double scale, RandomGenerator random) {
    boolean condensed = random.nextDouble() < style.condensedShare();
    double area = SyntheticStyle.around(random, style.area(), style.areaSpread());
    area *= scale * (condensed ? 0.4 : 1);
    area = Math.max(40, Math.min(900, area));
    double ratio = style.axisRatio() + 0.1 * random.nextGaussian() - (condensed ? 0.1 : 0);
    double bow = 0.07 * random.nextGaussian();
    if (random.nextDouble() < style.bentShare()) {
      // A round bean would be a triangle.
      ratio = Math.min(ratio, 0.65);
      bow = SyntheticStyle.between(random, 0.35, 0.7);
    }
    ratio = Math.max(0.38, Math.min(0.97, ratio));
    double semiMajor = Math.sqrt(area / (Math.PI * ratio));
    double angle = SyntheticStyle.between(random, 0, 2 * Math.PI);
    double brightness = SyntheticStyle.around(random, 1, style.brightnessSpread());
    int defocus = 0;
    if (condensed) {
      brightness *= SyntheticStyle.between(random, 1.8, 3.5);
    } else if (random.nextDouble() < style.outOfFocusShare()) {
      defocus = 1 + random.nextInt(DEFOCUS_STEPS - 1);
    }
    return new SyntheticNucleus(
        0,
        0,
        semiMajor,
        semiMajor * ratio,
        Math.cos(angle),
        Math.sin(angle),
        bow,
        Wobble.draw(style.wobble() * (condensed ? 1.5 : 1), random),
        condensed ? List.of() : spots(style, random),
        Math.max(0.4, Math.min(brightness, 6)),
        defocus);
  }

  private static List<Spot> spots(SyntheticStyle style, RandomGenerator random) {
    List<Spot> spots = new ArrayList<>();
    for (double left = style.spots() * 2 * random.nextDouble(); left > 0.5; left--) {
      double distance = 0.75 * Math.sqrt(random.nextDouble());
      double angle = SyntheticStyle.between(random, 0, 2 * Math.PI);
      double radius = SyntheticStyle.between(random, 1, 2.4);
      spots.add(
          new Spot(
              distance * Math.cos(angle),
              distance * Math.sin(angle),
              radius * radius,
              style.spotStrength() * SyntheticStyle.between(random, 0.5, 1.3)));
    }
    return spots;
  }

  SyntheticNucleus movedTo(double newRow, double newColumn) {
    return new SyntheticNucleus(
        newRow, newColumn, semiMajor, semiMinor, cos, sin, bow, wobble, spots, brightness, defocus);
  }

  /** Distance from the centre to the plain ellipse's outline in a direction. */
  double radius(double angle) {
    double along = cos * Math.cos(angle) + sin * Math.sin(angle);
    double across = cos * Math.sin(angle) - sin * Math.cos(angle);
    return 1 / Math.hypot(along / semiMajor, across / semiMinor);
  }

  /** No part of the nucleus is more rows than this from its centre. */
  double halfHeight() {
    return reach(semiMajor * sin, semiMinor * cos);
  }

  /** No part of the nucleus is more columns than this from its centre. */
  double halfWidth() {
    return reach(semiMajor * cos, semiMinor * sin);
  }

  private double reach(double along, double across) {
    return wobble.max() * (Math.hypot(along, across) + 0.75 * Math.abs(bow * across)) + 1;
  }
}
