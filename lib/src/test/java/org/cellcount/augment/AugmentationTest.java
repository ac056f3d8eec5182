package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  @Test
  void noneLeavesSamplesAsTheyAre() {
    CellSample sample = Samples.discs(10, 10);
    CellSample after = Augmentation.NONE.apply(sample, new SplittableRandom(1));
    assertSame(sample, after);
    assertEquals("none", Augmentation.NONE.label());
  }

  @Test
  void flipsAndRotationReachExactlyEightOrientations() {
    CellSample sample = Samples.discs(16, 16);
    SplittableRandom random = new SplittableRandom(1);
    Set<GrayImage> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      seen.add(Augmentation.FLIPS_ROTATION.apply(sample, random).image());
    }
    assertEquals(8, seen.size());
  }

  @Test
  void fullHasThePublishedOrderAndAmounts() {
    assertEquals(
        List.of(
            new HorizontalFlip(0.5),
            new VerticalFlip(0.5),
            new Rotation90(),
            new BrightnessContrast(0.15),
            new GaussianNoise(0.02),
            new Elastic(0.3, 20, 3)),
        Augmentation.FULL.augmenters());
    assertEquals(
        "horizontal flip, vertical flip, 90° rotation, brightness and contrast, Gaussian noise,"
            + " elastic deformation",
        Augmentation.FULL.steps());
  }

  @Test
  void namesAreFoundInAnyForm() {
    assertSame(Augmentation.NONE, Augmentation.of("none"));
    assertSame(Augmentation.FLIPS_ROTATION, Augmentation.of("Flips + Rotation"));
    assertSame(Augmentation.FLIPS_ROTATION, Augmentation.of("FLIPS_ROTATION"));
    assertSame(Augmentation.FULL, Augmentation.of("full"));
  }

  @Test
  void anUnknownNameListsTheValidOnes() {
    assertEquals(
        "unknown augmentation 'mixup', expected one of none, flips + rotation, full, robust, world",
        assertThrows(IllegalArgumentException.class, () -> Augmentation.of("mixup")).getMessage());
  }
}
