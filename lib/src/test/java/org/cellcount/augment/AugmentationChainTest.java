package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.cellcount.image.CellSample;
import org.junit.jupiter.api.Test;

class AugmentationChainTest {
  /** What a chain promises, without its shortcuts. */
  private static CellSample oneByOne(
      List<Augmenter> augmenters, CellSample sample, RandomGenerator random) {
    CellSample current = sample;
    for (Augmenter augmenter : augmenters) {
      current = augmenter.apply(current, random);
    }
    return current;
  }

  @Test
  void shortcutsChangeNothing() {
    List<Augmenter> augmenters =
        List.of(
            new GaussianNoise(0.1),
            new HorizontalFlip(0.5),
            new Rotation90(),
            new VerticalFlip(0.5),
            new BrightnessContrast(0.2),
            new Elastic(0.5, 9, 2),
            new BrightnessContrast(0.1),
            new GaussianNoise(0.02),
            new Rotation90(),
            new HorizontalFlip(0.5),
            new Rotation90());
    CellSample sample = Samples.discs(20, 30);
    CellSample before = Samples.copy(sample);
    for (int seed = 0; seed < 200; seed++) {
      assertEquals(
          oneByOne(augmenters, sample, new SplittableRandom(seed)),
          new Augmentation("mine", augmenters).apply(sample, new SplittableRandom(seed)));
    }
    assertEquals(before, sample);
  }

  @Test
  void imagesOfForeignAugmentersAreNotWrittenTo() {
    CellSample kept = Samples.discs(8, 8);
    CellSample before = Samples.copy(kept);
    Augmenter replacing = Augmenter.of("replacing", (sample, random) -> kept);
    CellSample after =
        new Augmentation("mine", new GaussianNoise(0.1), replacing, new GaussianNoise(0.1))
            .apply(Samples.discs(8, 8), new SplittableRandom(1));
    assertNotSame(kept.image(), after.image());
    assertEquals(before, kept);
  }

  @Test
  void chainsNest() {
    Augmentation flips = Augmentation.FLIPS_ROTATION;
    Augmentation nested = new Augmentation("mine", flips, new GaussianNoise(0.1));
    CellSample sample = Samples.discs(12, 16);
    assertEquals(
        oneByOne(nested.augmenters(), sample, new SplittableRandom(3)),
        nested.apply(sample, new SplittableRandom(3)));
  }
}
