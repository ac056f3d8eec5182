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

class AugmentationPresetTest {
  @Test
  void noneLeavesSamplesAsTheyAre() {
    CellSample sample = Samples.discs(10, 10);
    CellSample after = AugmentationPreset.NONE.chain().apply(sample, new SplittableRandom(1));
    assertSame(sample, after);
    assertEquals("none", AugmentationPreset.NONE.chain().label());
  }

  @Test
  void flipsAndRotationReachExactlyEightOrientations() {
    CellSample sample = Samples.discs(16, 16);
    SplittableRandom random = new SplittableRandom(1);
    Set<GrayImage> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      seen.add(AugmentationPreset.FLIPS_ROTATION.chain().apply(sample, random).image());
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
        AugmentationPreset.FULL.chain().augmenters());
    assertEquals(
        "horizontal flip, vertical flip, 90° rotation, brightness and contrast, Gaussian noise,"
            + " elastic deformation",
        AugmentationPreset.FULL.chain().label());
  }

  @Test
  void namesAreFoundInAnyForm() {
    assertSame(AugmentationPreset.NONE, AugmentationPreset.of("none"));
    assertSame(AugmentationPreset.FLIPS_ROTATION, AugmentationPreset.of("Flips + Rotation"));
    assertSame(AugmentationPreset.FLIPS_ROTATION, AugmentationPreset.of("FLIPS_ROTATION"));
    assertSame(AugmentationPreset.FULL, AugmentationPreset.of("full"));
  }

  @Test
  void anUnknownNameListsTheValidOnes() {
    assertEquals(
        "augmentation \"mixup\" is unknown, expected one of: none, flips + rotation, full, robust",
        assertThrows(IllegalArgumentException.class, () -> AugmentationPreset.of("mixup"))
            .getMessage());
  }
}
