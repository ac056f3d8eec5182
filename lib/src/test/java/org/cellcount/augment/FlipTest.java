package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.cellcount.image.CellSample;
import org.junit.jupiter.api.Test;

class FlipTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void horizontalFlipMirrorsColumns() {
    CellSample flipped = new HorizontalFlip(1).apply(Samples.small(), random);
    assertEquals(Samples.gray(new float[][] {{.3f, .2f, .1f}, {.6f, .5f, .4f}}), flipped.image());
    assertEquals(Samples.gray(new float[][] {{1, 0, 0}, {1, 1, .5f}}), flipped.mask());
    assertArrayEquals(new int[] {7, 0, 0, 7, 9, 9}, flipped.labels().orElseThrow().labels());
  }

  @Test
  void verticalFlipMirrorsRows() {
    CellSample flipped = new VerticalFlip(1).apply(Samples.small(), random);
    assertEquals(Samples.gray(new float[][] {{.4f, .5f, .6f}, {.1f, .2f, .3f}}), flipped.image());
    assertEquals(Samples.gray(new float[][] {{.5f, 1, 1}, {0, 0, 1}}), flipped.mask());
    assertArrayEquals(new int[] {9, 9, 7, 0, 0, 7}, flipped.labels().orElseThrow().labels());
  }

  @Test
  void aFlipUndoesItself() {
    CellSample sample = Samples.discs(40, 60);
    for (Augmenter flip : new Augmenter[] {new HorizontalFlip(1), new VerticalFlip(1)}) {
      assertEquals(sample, flip.apply(flip.apply(sample, random), random));
    }
  }

  @Test
  void probabilityIsTheShareOfFlippedSamples() {
    CellSample sample = Samples.small();
    for (Augmenter flip : new Augmenter[] {new HorizontalFlip(0.3), new VerticalFlip(0.3)}) {
      int flipped = 0;
      for (int i = 0; i < 10_000; i++) {
        flipped += flip.apply(sample, random).equals(sample) ? 0 : 1;
      }
      assertEquals(3_000, flipped, 200);
    }
    assertSame(sample, new HorizontalFlip(0).apply(sample, random));
    assertSame(sample, new VerticalFlip(0).apply(sample, random));
  }

  @Test
  void refusesAProbabilityOutsideZeroToOne() {
    assertEquals(
        "probability 1.5: expected 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> new HorizontalFlip(1.5)).getMessage());
    assertEquals(
        "probability NaN: expected 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> new VerticalFlip(Double.NaN))
            .getMessage());
  }
}
