package org.cellcount.instance;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.BooleanType;
import net.imglib2.type.numeric.IntegerType;
import org.cellcount.base.Require;
import org.cellcount.count.DistanceTransform;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * A vector for every pixel that leads towards the centre of its cell: followed from pixel to pixel,
 * they gather each cell in one place (C. Stringer, T. Wang, M. Michaelos, M. Pachitariu,
 * "Cellpose", 2021, doi:10.1038/s41592-020-01018-x).
 *
 * @param rows the vectors' part downwards, in pixels a step
 * @param columns the vectors' part to the right, of the same size
 */
public record GradientFlows(GrayImage rows, GrayImage columns) {
  /**
   * Checks the maps.
   *
   * @throws IllegalArgumentException if the sizes differ or a value is not finite
   */
  public GradientFlows {
    Require.sameSize("column flows", columns, rows);
    Require.finite("row flow", rows.pixels(), rows.width());
    Require.finite("column flow", columns.pixels(), columns.width());
  }

  /**
   * Draws the flows of known cells: unit vectors, 0 on background and at the centre of a cell.
   *
   * <p>They go down the slope of the quasi-hyperbolic distance to the cell's most central pixel: a
   * step costs the less the deeper in the cell it is (F. Gehring, B. Palka 1976,
   * doi:10.1007/BF02786713). Like those of Cellpose, which simulates heat that spreads from the
   * centre and is lost at the edge, they leave the edge at a right angle, so that the vectors of
   * two cells that touch are opposed, and then bend to the centre. Unlike heat, which must be
   * spread until it has reached every pixel, the distance is found in one pass, and whatever the
   * shape of a cell it has no minimum but the centre. A cell of several pieces (4-connected) has a
   * centre in each. What lies beyond the image border is not outside, see {@link
   * DistanceTransform}: a cell cut by the border has its centre where it is deepest, not away from
   * the border.
   */
  public static GradientFlows of(RandomAccessibleInterval<? extends IntegerType<?>> cells) {
    LabelImage labels = LabelImage.of(cells);
    GrayImage depth = DistanceTransform.euclidean(labels);
    FastMarch march = new FastMarch(labels, depth);
    Centres.visit(labels, depth, (centre, pixels, from, to) -> march.source(centre));
    return march.flows();
  }

  /**
   * Gathers foreground pixels into cells: those that come to rest in one place are one cell.
   *
   * <p>A pixel is followed for some steps (Euler's method, the flow interpolated linearly between
   * pixels, 0 outside the foreground), then goes where the pixel nearest to there goes. So every
   * pixel is followed once only, and as far as it takes. Resting places up to two rows and columns
   * apart are one. A flow that was learned also has resting places that are no centre: there the
   * flow on both sides of the border goes the same way, while from the border of two cells it goes
   * apart. From the smallest on, cells join the neighbour from which they part least, if that is
   * less than h. Takes time in proportion to the number of foreground pixels.
   *
   * @param foreground which pixels belong to cells
   * @param h how far apart, in the mean, the unit vectors on both sides of a border go: the part
   *     across it of their difference, 2 where they are opposed; 0 or more
   * @param minArea cells of fewer pixels become background
   * @return labels 1..n in the order in which a scan meets the cells
   * @throws IllegalArgumentException if the sizes differ, h or minArea is negative
   */
  public LabelImage cells(
      RandomAccessibleInterval<? extends BooleanType<?>> foreground, double h, int minArea) {
    BinaryImage mask = BinaryImage.of(foreground);
    Require.sameSize("foreground", mask, rows);
    Require.atLeast("h", h, 0);
    Require.atLeast("minArea", minArea, 0);
    int[] labels = new FlowBasins(mask, this).label(h, minArea);
    return new LabelImage(rows.height(), rows.width(), labels);
  }
}
