package org.cellcount.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cellcount.base.Require;
import org.cellcount.image.CellSample;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Resize;

/**
 * A square part of a larger picture at a magnification at which its cells have a random size: the
 * typical cell's diameter is drawn between two bounds, all equally likely on a logarithmic scale,
 * and the part is reduced or enlarged to it, as far as the picture reaches. The one augmenter that
 * changes the size of a sample, it comes first in a chain.
 *
 * @param size rows and columns of the part, at least 16
 * @param smallest diameter of the typical cell in the part, pixels, above 0
 * @param largest diameter, at least as large
 */
public record Crop(int size, double smallest, double largest) implements Augmenter {
  /** A picture is enlarged no more than this. */
  private static final double MOST = 2;

  /** What is left of a cell at the edge and has fewer pixels is foreground, but not a cell. */
  private static final int SMALLEST_PIECE = 10;

  private static final double ON_A_CELL = 0.7;
  private static final int ATTEMPTS = 100;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Crop {
    Require.atLeast("size", size, 16);
    Require.that(smallest > 0, "smallest diameter", smallest, "above 0");
    Require.that(largest >= smallest, "largest diameter", largest, "at least " + smallest);
  }

  /**
   * Image and mask by area mean or linearly between pixels, labels nearest.
   *
   * @throws IllegalArgumentException if the picture is smaller than the part
   */
  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    int height = sample.image().height();
    int width = sample.image().width();
    int shorter = Math.min(height, width);
    Require.that(shorter >= size, "picture", height + "x" + width, "at least " + size + " pixels");
    double wanted = smallest * Math.pow(largest / smallest, random.nextDouble());
    double typical = typicalDiameter(sample);
    double factor = typical > 0 ? wanted / typical : 0.5 + random.nextDouble();
    factor = Math.max((double) size / shorter, Math.min(MOST, factor));
    int side = Math.min(shorter, (int) Math.round(size / factor));
    int[] middle = middle(sample, random);
    int top = start(middle[0], side, height, random);
    int left = start(middle[1], side, width, random);
    return new CellSample(
        Resize.to(sample.image().window(top, left, side, side), size, size),
        Resize.to(sample.mask().window(top, left, side, side), size, size),
        sample
            .labels()
            .map(l -> withoutPieces(Resize.to(l.window(top, left, side, side), size, size))));
  }

  /** A pixel that will be in the part: of a cell in most cases, so that few parts are empty. */
  private static int[] middle(CellSample sample, RandomGenerator random) {
    float[] mask = sample.mask().pixels();
    int width = sample.mask().width();
    int pixel = random.nextInt(mask.length);
    if (random.nextDouble() < ON_A_CELL) {
      for (int attempt = 0; attempt < ATTEMPTS && mask[pixel] < 0.5; attempt++) {
        pixel = random.nextInt(mask.length);
      }
    }
    return new int[] {pixel / width, pixel % width};
  }

  /** The first row or column of a part that holds a pixel, all such parts equally likely. */
  private static int start(int pixel, int side, int length, RandomGenerator random) {
    int first = Math.max(0, pixel - side + 1);
    int last = Math.min(length - side, pixel);
    return first + random.nextInt(last - first + 1);
  }

  /**
   * The diameter of the disc of a cell's mean area, from the foreground where labels are missing.
   */
  private static double typicalDiameter(CellSample sample) {
    Optional<LabelImage> labels = sample.labels();
    if (labels.isEmpty()) {
      return 0;
    }
    int[] areas = labels.get().areas();
    long pixels = 0;
    int cells = 0;
    for (int label = 1; label < areas.length; label++) {
      pixels += areas[label];
      cells += areas[label] > 0 ? 1 : 0;
    }
    return cells == 0 ? 0 : 2 * Math.sqrt((double) pixels / cells / Math.PI);
  }

  private static LabelImage withoutPieces(LabelImage labels) {
    int[] areas = labels.areas();
    int[] kept = labels.labels();
    for (int i = 0; i < kept.length; i++) {
      if (areas[kept[i]] < SMALLEST_PIECE) {
        kept[i] = 0;
      }
    }
    return labels;
  }

  @Override
  public String label() {
    return "crop";
  }
}
