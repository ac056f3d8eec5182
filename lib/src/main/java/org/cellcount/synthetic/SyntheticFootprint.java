package org.cellcount.synthetic;

/**
 * The pixels of a square canvas that a nucleus may reach, and how it lies in them: a box of rows
 * and columns, each value stored row by row.
 */
final class SyntheticFootprint {
  final SyntheticNucleus nucleus;
  final int top;
  final int left;
  final int height;
  final int width;

  /** Distance to the outline in pixels, to first order, negative outside. */
  final float[] depth;

  /** 0 in the nucleus's middle, 1 on its outline. */
  private final float[] share;

  /** Position along and across the long axis, shares of the half axes. */
  private final float[] along;

  private final float[] across;

  /**
   * Looks at every pixel once.
   *
   * @param canvas rows and columns of the canvas
   * @param margin canvas pixels before row 0 and column 0 of the nucleus's coordinates
   */
  SyntheticFootprint(SyntheticNucleus nucleus, int canvas, int margin) {
    this.nucleus = nucleus;
    this.top = clamp(Math.floor(nucleus.row() - nucleus.halfHeight()) + margin, canvas);
    this.left = clamp(Math.floor(nucleus.column() - nucleus.halfWidth()) + margin, canvas);
    this.height = clamp(Math.ceil(nucleus.row() + nucleus.halfHeight()) + margin + 1, canvas) - top;
    this.width =
        clamp(Math.ceil(nucleus.column() + nucleus.halfWidth()) + margin + 1, canvas) - left;
    this.depth = new float[height * width];
    this.share = new float[height * width];
    this.along = new float[height * width];
    this.across = new float[height * width];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        look(i, top + y - margin - nucleus.row(), left + x - margin - nucleus.column());
      }
    }
  }

  private void look(int i, double y, double x) {
    double u = (nucleus.cos() * x + nucleus.sin() * y) / nucleus.semiMajor();
    double v = (nucleus.cos() * y - nucleus.sin() * x) / nucleus.semiMinor();
    // Straightens the bean into an ellipse.
    double w = v - nucleus.bow() * (u * u - 0.25);
    double rho = Math.sqrt(u * u + w * w + 1e-9);
    double c = u / rho;
    double s = w / rho;
    double outline = nucleus.wobble().radius(c, s);
    double slopeAlong = (c - s * 2 * nucleus.bow() * u) / nucleus.semiMajor();
    double slopeAcross = s / nucleus.semiMinor();
    double slope = Math.sqrt(slopeAlong * slopeAlong + slopeAcross * slopeAcross);
    depth[i] = (float) ((outline - rho) / slope);
    share[i] = (float) (rho / outline);
    along[i] = (float) u;
    across[i] = (float) v;
  }

  private static int clamp(double coordinate, int canvas) {
    return (int) Math.max(0, Math.min(canvas, coordinate));
  }

  /** How much of a pixel the nucleus covers, 0..1. */
  float coverage(int i) {
    return Math.max(0, Math.min(1, depth[i] + 0.5f));
  }

  /** Light from a pixel of the nucleus: thinner towards the rim, with spots, times brightness. */
  double light(int i) {
    if (share[i] >= 1) {
      return 0;
    }
    double square = share[i] * share[i];
    double light = nucleus.brightness() * Math.sqrt(1 - square * square * share[i]);
    for (SyntheticNucleus.Spot spot : nucleus.spots()) {
      double du = (along[i] - spot.along()) * nucleus.semiMajor();
      double dv = (across[i] - spot.across()) * nucleus.semiMinor();
      double fall = 1 + (du * du + dv * dv) / (1.5 * spot.squaredRadius());
      light *= 1 + spot.strength() / (fall * fall * fall);
    }
    return light;
  }
}
