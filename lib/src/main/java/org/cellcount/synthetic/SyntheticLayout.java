package org.cellcount.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Nuclei in their places, on a canvas that reaches {@link #MARGIN} pixels beyond the image on every
 * side. Exactly as many as asked for show {@link #MIN_VISIBLE} pixels or more; none shows fewer.
 */
final class SyntheticLayout {
  static final int MARGIN = 16;
  static final int MIN_VISIBLE = 10;

  private static final double MAX_OVERLAP = 0.25;
  private static final int ATTEMPTS = 60;

  private final int size;
  private final int canvas;
  private final float[] coverage;
  private final int[] owner;
  private final List<SyntheticFootprint> footprints = new ArrayList<>();

  /** How many nuclei touch each by intent. */
  private final int[] attachments;

  SyntheticLayout(int size, SyntheticStyle style, RandomGenerator random) {
    this.size = size;
    this.canvas = size + 2 * MARGIN;
    this.coverage = new float[canvas * canvas];
    this.owner = new int[canvas * canvas];
    this.attachments = new int[style.cells()];
    while (footprints.size() < style.cells()) {
      place(style, random);
    }
  }

  List<SyntheticFootprint> footprints() {
    return footprints;
  }

  /** Soft: the share of each pixel that is covered. */
  GrayImage mask() {
    float[] mask = new float[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(coverage, (row + MARGIN) * canvas + MARGIN, mask, row * size, size);
    }
    return new GrayImage(size, size, mask);
  }

  /** Every pixel covered by more than half, numbered 1, 2, ... */
  LabelImage labels() {
    int[] labels = new int[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(owner, (row + MARGIN) * canvas + MARGIN, labels, row * size, size);
    }
    return new LabelImage(size, size, labels);
  }

  /** Tries places until a nucleus fits; the longer that takes the smaller it gets. */
  private void place(SyntheticStyle style, RandomGenerator random) {
    for (double scale = 1; ; scale *= 0.9) {
      boolean attached = !footprints.isEmpty() && random.nextDouble() < style.clustering();
      int partner = attached ? loneliest(random) : -1;
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        SyntheticNucleus shape = SyntheticNucleus.draw(style, scale, random);
        SyntheticNucleus nucleus =
            attached
                ? attach(shape, footprints.get(partner).nucleus, random)
                : scatter(shape, random);
        if (!attached && collides(nucleus)) {
          continue;
        }
        SyntheticFootprint footprint = new SyntheticFootprint(nucleus, canvas, MARGIN);
        if (fits(footprint, attached)) {
          if (attached) {
            attachments[partner]++;
            attachments[footprints.size()]++;
          }
          add(footprint);
          return;
        }
      }
    }
  }

  private SyntheticNucleus scatter(SyntheticNucleus shape, RandomGenerator random) {
    double reach = shape.semiMajor();
    return shape.movedTo(
        SyntheticStyle.between(random, -reach, size + reach),
        SyntheticStyle.between(random, -reach, size + reach));
  }

  /** Against another nucleus, just touching or pressed into it a little. */
  private static SyntheticNucleus attach(
      SyntheticNucleus shape, SyntheticNucleus other, RandomGenerator random) {
    double angle = SyntheticStyle.between(random, 0, 2 * Math.PI);
    double pressed = SyntheticStyle.between(random, 0, 0.3) * shape.semiMinor();
    double distance = other.radius(angle) + shape.radius(angle) - pressed;
    return shape.movedTo(
        other.row() + distance * Math.sin(angle), other.column() + distance * Math.cos(angle));
  }

  /** The one with the fewest attached to it among three: pairs are more frequent than heaps. */
  private int loneliest(RandomGenerator random) {
    int best = random.nextInt(footprints.size());
    for (int i = 0; i < 2; i++) {
      int other = random.nextInt(footprints.size());
      if (attachments[other] < attachments[best]) {
        best = other;
      }
    }
    return best;
  }

  /** A quick look at the ends of both axes and the centre, before all pixels are looked at. */
  private boolean collides(SyntheticNucleus nucleus) {
    double rowAlong = 0.8 * nucleus.semiMajor() * nucleus.sin();
    double columnAlong = 0.8 * nucleus.semiMajor() * nucleus.cos();
    double rowAcross = 0.8 * nucleus.semiMinor() * nucleus.cos();
    double columnAcross = -0.8 * nucleus.semiMinor() * nucleus.sin();
    return taken(nucleus.row(), nucleus.column())
        || taken(nucleus.row() + rowAlong, nucleus.column() + columnAlong)
        || taken(nucleus.row() - rowAlong, nucleus.column() - columnAlong)
        || taken(nucleus.row() + rowAcross, nucleus.column() + columnAcross)
        || taken(nucleus.row() - rowAcross, nucleus.column() - columnAcross);
  }

  private boolean taken(double row, double column) {
    int r = (int) (row + MARGIN);
    int c = (int) (column + MARGIN);
    return r >= 0 && r < canvas && c >= 0 && c < canvas && owner[r * canvas + c] != 0;
  }

  private boolean fits(SyntheticFootprint footprint, boolean attached) {
    double gap = attached ? 0 : 1.5;
    int area = 0;
    int taken = 0;
    int visible = 0;
    for (int row = footprint.top, i = 0; row < footprint.top + footprint.height; row++) {
      for (int column = footprint.left; column < footprint.left + footprint.width; column++, i++) {
        if (footprint.depth[i] > -gap) {
          boolean free = owner[row * canvas + column] == 0;
          if (!free && !attached) {
            return false;
          }
          if (footprint.depth[i] > 0) {
            area++;
            taken += free ? 0 : 1;
            visible += free && inside(row) && inside(column) ? 1 : 0;
          }
        }
      }
    }
    return visible >= MIN_VISIBLE && taken <= MAX_OVERLAP * area;
  }

  private boolean inside(int canvasIndex) {
    return canvasIndex >= MARGIN && canvasIndex < MARGIN + size;
  }

  private void add(SyntheticFootprint footprint) {
    footprints.add(footprint);
    for (int row = footprint.top, i = 0; row < footprint.top + footprint.height; row++) {
      for (int column = footprint.left; column < footprint.left + footprint.width; column++, i++) {
        int pixel = row * canvas + column;
        float covered = footprint.coverage(i);
        coverage[pixel] = Math.max(coverage[pixel], covered);
        if (covered > 0.5f && owner[pixel] == 0) {
          owner[pixel] = footprints.size();
        }
      }
    }
  }
}
