package org.cellcount.synthetic;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.image.CellSample;

/**
 * The fields of a plate: one preparation, photographed in many wells that hold different numbers of
 * cells. The number in a field is Poisson about what its well expects.
 */
public final class SyntheticPlate {
  private static final double AREA = 110;

  /** Nuclei cover no more of a field; closer together they could not all be placed. */
  private static final double MOST_COVERED = 0.35;

  private static final double OUT_OF_FOCUS = 6;
  private static final int SMALLEST = 32;
  private static final int LARGEST = 2048;
  private static final int MOST_FIELDS = 10_000;

  private final int size;
  private final long seed;
  private final SyntheticStyle style;

  /**
   * A plate.
   *
   * @param size height and width of a field, 32 to 2,048 pixels
   * @param seed same seed, same plate
   * @throws IllegalArgumentException if the size is out of range
   */
  public SyntheticPlate(int size, long seed) {
    this.size = Require.between("size of a field", size, SMALLEST, LARGEST);
    this.seed = new SplittableRandom(seed).nextLong();
    this.style = SyntheticStyle.culture(new SplittableRandom(this.seed));
  }

  /** The most cells that a field of this plate has room for. */
  public int mostCells() {
    return (int) (MOST_COVERED * size * size / AREA);
  }

  /**
   * A field. It depends on the plate, the well and the numbers alone.
   *
   * @param well what is in it
   * @param number of the well, 0 or more
   * @param field within the well, 0 to 9,999
   * @return the image with the label of every cell
   * @throws IllegalArgumentException if a number is out of range, or the well expects more cells
   *     than a field has room for
   */
  public CellSample field(SyntheticWell well, int number, int field) {
    Require.atLeast("number of a well", number, 0);
    Require.between("number of a field", field, 0, MOST_FIELDS - 1);
    Require.that(
        well.cells() <= mostCells(), "cells a field", well.cells(), mostCells() + " or fewer");
    long mixed = seed + (long) number * MOST_FIELDS + field;
    RandomGenerator random = new SplittableRandom(new SplittableRandom(mixed).nextLong());
    int cells = Math.min(mostCells(), poisson(well.cells(), random));
    SyntheticStyle here =
        style.with(cells, AREA, well.inFocus() ? style.blur() : OUT_OF_FOCUS, well.debris());
    SyntheticLayout layout = new SyntheticLayout(size, here, random);
    return new CellSample(
        new SyntheticOptics(size, here, random).photograph(layout.footprints()),
        layout.mask(),
        Optional.of(layout.labels()));
  }

  /** By counting how many uniform numbers it takes until their product is small (Knuth). */
  private static int poisson(double mean, RandomGenerator random) {
    double left = mean;
    int number = -1;
    do {
      number++;
      left += Math.log(1 - random.nextDouble());
    } while (left > 0);
    return number;
  }
}
