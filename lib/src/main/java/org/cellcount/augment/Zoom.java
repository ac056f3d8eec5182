package org.cellcount.augment;

import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.Resize;

/**
 * Changes the magnification, as another objective would: a part of the picture is enlarged to its
 * whole size, or the whole is reduced and continued by reflection. All factors are equally likely
 * on a logarithmic scale; where the part lies is random.
 *
 * @param probability share of samples that are changed, 0..1
 * @param smallest factor, 0.25 to 1
 * @param largest factor, 1 to 4
 */
public record Zoom(double probability, double smallest, double largest) implements Augmenter {
  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Zoom {
    Checks.probability(probability);
    Checks.between("smallest", smallest, 0.25, 1);
    Checks.between("largest", largest, 1, 4);
  }

  /** Image and mask by area mean or linearly between pixels, labels nearest. */
  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return sample;
    }
    double factor = smallest * Math.pow(largest / smallest, random.nextDouble());
    int height = sample.image().height();
    int width = sample.image().width();
    double top = random.nextDouble();
    double left = random.nextDouble();
    if (factor >= 1) {
      CellSample part =
          window(sample, scaled(height, 1 / factor), scaled(width, 1 / factor), top, left);
      return resize(part, height, width);
    }
    return window(
        resize(sample, scaled(height, factor), scaled(width, factor)), height, width, top, left);
  }

  private static int scaled(int length, double factor) {
    return Math.max(1, (int) Math.round(length * factor));
  }

  private static CellSample resize(CellSample sample, int height, int width) {
    return new CellSample(
        Resize.to(sample.image(), height, width),
        Resize.to(sample.mask(), height, width),
        sample.labels().map(labels -> Resize.to(labels, height, width)));
  }

  /** A part of a sample, or a larger picture with the sample in it; 0..1 says where. */
  private static CellSample window(
      CellSample sample, int height, int width, double top, double left) {
    int[] rows = indices(sample.image().height(), height, top);
    int[] columns = indices(sample.image().width(), width, left);
    return new CellSample(
        take(sample.image(), rows, columns),
        take(sample.mask(), rows, columns),
        sample.labels().map(labels -> take(labels, rows, columns)));
  }

  private static int[] indices(int from, int to, double place) {
    int first = (int) Math.round((from - to) * place);
    int[] indices = new int[to];
    for (int i = 0; i < to; i++) {
      int folded = Math.floorMod(first + i, 2 * from);
      indices[i] = Math.min(folded, 2 * from - 1 - folded);
    }
    return indices;
  }

  private static GrayImage take(GrayImage image, int[] rows, int[] columns) {
    GrayImage part = GrayImage.zeros(rows.length, columns.length);
    for (int row = 0, i = 0; row < rows.length; row++) {
      int start = rows[row] * image.width();
      for (int column : columns) {
        part.pixels()[i++] = image.pixels()[start + column];
      }
    }
    return part;
  }

  private static LabelImage take(LabelImage image, int[] rows, int[] columns) {
    int[] labels = new int[rows.length * columns.length];
    for (int row = 0, i = 0; row < rows.length; row++) {
      int start = rows[row] * image.width();
      for (int column : columns) {
        labels[i++] = image.labels()[start + column];
      }
    }
    return new LabelImage(rows.length, columns.length, labels);
  }

  @Override
  public String label() {
    return "zoom";
  }
}
