package org.cellcount.augment;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;

/** Applies augmentations of the reader's own, and names the augmenter that breaks the rules. */
public final class AugmentationCheck {
  private AugmentationCheck() {}

  /**
   * Applies an augmentation.
   *
   * @param random makes the generator, every time in the same state
   * @throws IllegalArgumentException if an augmenter fails, changes the size of the sample, as only
   *     a {@link Crop} may that comes first, or gives values outside 0..1 or NaN, naming it
   */
  public static CellSample apply(
      Augmentation augmentation, CellSample sample, Supplier<RandomGenerator> random) {
    try {
      CellSample changed = augmentation.apply(sample, random.get());
      if (problem(sizeAfter(augmentation, sample), sample, changed) == null) {
        return changed;
      }
    } catch (RuntimeException e) {
      // Once more below, step by step, to find out which one it was.
    }
    throw new IllegalArgumentException(
        "augmentation '" + augmentation.label() + "': " + culprit(augmentation, sample, random));
  }

  /** Rows and columns of all that a chain makes of a sample. */
  private static int[] sizeAfter(Augmentation augmentation, CellSample sample) {
    return augmentation
        .crop()
        .map(crop -> new int[] {crop.size(), crop.size()})
        .orElseGet(() -> new int[] {sample.image().height(), sample.image().width()});
  }

  private static String culprit(
      Augmentation augmentation, CellSample sample, Supplier<RandomGenerator> random) {
    int[] size = sizeAfter(augmentation, sample);
    CellSample current = sample;
    RandomGenerator generator = random.get();
    for (Augmenter augmenter : augmentation.augmenters()) {
      CellSample before = current;
      String name = "augmenter '" + augmenter.label() + "' ";
      try {
        current = augmenter.apply(before, generator);
      } catch (RuntimeException e) {
        return name + "fails: " + e.getMessage();
      }
      String problem = problem(size, before, current);
      if (problem != null) {
        return name + problem;
      }
    }
    return "its augmenters do not give the same result twice for one state of the generator";
  }

  /** What is wrong with a changed sample, or null. */
  private static String problem(int[] size, CellSample before, CellSample after) {
    if (after == null) {
      return "gives no sample";
    }
    GrayImage from = before.image();
    GrayImage to = after.image();
    if (to.height() != size[0] || to.width() != size[1]) {
      return "makes %dx%d of %dx%d, expected the same size"
          .formatted(to.height(), to.width(), from.height(), from.width());
    }
    if (before.labels().isPresent() != after.labels().isPresent()) {
      return "loses the labels of the cells";
    }
    String image = outOfRange("image", to);
    return image != null ? image : outOfRange("mask", after.mask());
  }

  private static String outOfRange(String part, GrayImage image) {
    for (float value : image.pixels()) {
      if (!(value >= 0 && value <= 1)) {
        return "gives %s in the %s, expected 0 to 1".formatted(value, part);
      }
    }
    return null;
  }
}
