package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.junit.jupiter.api.Test;

/** What a chain of the reader's own that begins with a crop may do. */
class AugmentationCheckTest {
  private static final Crop CROP = new Crop(32, 8, 20);

  private static CellSample check(Augmenter... augmenters) {
    return AugmentationCheck.apply(
        new Augmentation("mine", augmenters), Samples.discs(48, 64), () -> new SplittableRandom(1));
  }

  private static String refusal(Augmenter... augmenters) {
    return assertThrows(IllegalArgumentException.class, () -> check(augmenters)).getMessage();
  }

  @Test
  void aChainHasTheSizeOfTheCropItBeginsWith() {
    for (CellSample sample :
        new CellSample[] {
          check(CROP, new HorizontalFlip(0.5)),
          check(new Augmentation("inner", CROP), new NoCells())
        }) {
      assertEquals(32, sample.image().height());
      assertEquals(32, sample.image().width());
    }
    assertEquals(Optional.of(CROP), new Augmentation("mine", CROP).crop());
    assertEquals(Optional.empty(), Augmentation.FULL.crop());
    assertEquals(Optional.empty(), Augmentation.NONE.crop());
  }

  @Test
  void anythingElseThatChangesTheSizeIsNamed() {
    assertEquals(
        "augmentation 'mine': augmenter 'crop' makes 32x32 of 48x64, expected the same size",
        refusal(new NoCells(), CROP));
    assertEquals(
        "augmentation 'mine': augmenter 'crop' makes 32x32 of 48x48, expected the same size",
        refusal(new Crop(48, 8, 20), CROP));
    assertEquals(
        "augmentation 'mine': augmenter 'crop' fails: picture 48x64: expected at least 50 pixels",
        refusal(new Crop(50, 8, 20)));
  }
}
