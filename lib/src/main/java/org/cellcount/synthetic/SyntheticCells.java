package org.cellcount.synthetic;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.cellcount.data.CellDataset;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Pictures of nuclei as a fluorescence microscope takes them, made from a seed: the data set of
 * whoever has none at hand. Nuclei are ellipses and beans of chromatin-like texture, alone,
 * touching or overlapping, cut by the border, partly out of focus, unevenly lit, with debris,
 * photon and read noise. Every image is taken of another preparation.
 */
public final class SyntheticCells {
  /** Height and width of the images, pixels. */
  public static final int SIZE = 128;

  private SyntheticCells() {}

  /**
   * Makes a data set with soft masks, labels, true counts and one group for each image. Counts are
   * the nuclei that show 10 pixels or more: 2 to 28, mean 15.3. Works on all cores; image i depends
   * on the seed and i alone.
   *
   * @param images how many, at least 1
   * @param seed same seed, same images
   * @throws IllegalArgumentException if fewer than 1 image is asked for
   */
  public static CellDataset generate(int images, long seed) {
    if (images < 1) {
      throw new IllegalArgumentException("images " + images + ": expected 1 or more");
    }
    List<CellSample> samples =
        IntStream.range(0, images).parallel().mapToObj(i -> sample(i, seed)).toList();
    List<LabelImage> labels = samples.stream().map(s -> s.labels().orElseThrow()).toList();
    List<GrayImage> pictures = samples.stream().map(CellSample::image).toList();
    List<GrayImage> masks = samples.stream().map(CellSample::mask).toList();
    return CellDataset.of("synthetic cells (seed " + seed + ")", pictures, masks)
        .withLabels(labels)
        .withCounts(labels.stream().mapToInt(LabelImage::max).toArray())
        .withGroups(IntStream.range(0, images).toArray());
  }

  private static CellSample sample(int index, long seed) {
    // Two rounds of mixing, so that neither neighbouring seeds nor neighbouring images are alike.
    long mixed = new SplittableRandom(seed).nextLong() + index;
    RandomGenerator random = new SplittableRandom(new SplittableRandom(mixed).nextLong());
    SyntheticStyle style = SyntheticStyle.draw(random);
    SyntheticLayout layout = new SyntheticLayout(SIZE, style, random);
    GrayImage image = new SyntheticOptics(SIZE, style, random).photograph(layout.footprints());
    return new CellSample(image, layout.mask(), Optional.of(layout.labels()));
  }
}
