package org.cellcount.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class PixelScoresTest {
  private static final PixelScores PERFECT = new PixelScores(1, 1, 1, 1, 1);

  private static GrayImage row(float... values) {
    return new GrayImage(1, values.length, values);
  }

  @Test
  void byHand() {
    // TP 2, FP 1, FN 3, TN 4.
    GrayImage predicted = row(1, 1, 1, 0, 0, 0, 0, 0, 0, 0);
    GrayImage truth = row(1, 1, 0, 1, 1, 1, 0, 0, 0, 0);
    assertEquals(
        new PixelScores(4.0 / 8, 2.0 / 6, 0.6, 2.0 / 3, 2.0 / 5), PixelScores.of(predicted, truth));
  }

  @Test
  void bothMasksAreCutAboveOneHalf() {
    assertEquals(PERFECT, PixelScores.of(row(0.51f, 0.5f, 0.1f), row(1, 0.49f, 0.5f)));
  }

  @Test
  void identityIsPerfect() {
    GrayImage mask = row(0, 1, 1, 0);
    assertEquals(PERFECT, PixelScores.of(mask, mask));
    assertEquals(PERFECT, PixelScores.of(row(1, 1), row(1, 1)));
  }

  @Test
  void emptyMasks() {
    assertEquals(PERFECT, PixelScores.of(row(0, 0), row(0, 0)));
    assertEquals(new PixelScores(0, 0, 0.5, 0, 0), PixelScores.of(row(0, 0), row(1, 0)));
    assertEquals(new PixelScores(0, 0, 0.5, 0, 0), PixelScores.of(row(0, 1), row(0, 0)));
    assertEquals(new PixelScores(0, 0, 0, 0, 0), PixelScores.of(row(1, 0), row(0, 1)));
  }

  @Test
  void everyImageWeighsTheSame() {
    PixelScores none = new PixelScores(0, 0, 0, 0, 0);
    assertEquals(
        new PixelScores(0.75, 0.75, 0.75, 0.75, 0.75),
        PixelScores.mean(List.of(PERFECT, none, PERFECT, PERFECT)));
    assertEquals(
        new PixelScores(0.2, 0.3, 0.4, 0.5, 0.6),
        PixelScores.mean(List.of(new PixelScores(0.2, 0.3, 0.4, 0.5, 0.6))));
    var e = assertThrows(IllegalArgumentException.class, () -> PixelScores.mean(List.of()));
    assertEquals("number of scores 0: expected 1 or more", e.getMessage());
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> PixelScores.of(row(0, 1), GrayImage.zeros(2, 1)));
    assertEquals("mask of 2x1: expected 1x2", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> PixelScores.of(row(0, Float.NaN), row(0, 1)));
    assertEquals("probability NaN at row 0, column 1: expected a number", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> PixelScores.of(row(0, 1), row(Float.NaN, 1)));
    assertEquals("mask NaN at row 0, column 0: expected a number", e.getMessage());
  }
}
