package org.cellcount.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LossValueTest {
  private static final float CERTAIN = 40;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray map(float... values) {
    return manager.create(values, new Shape(1, 1, 1, values.length));
  }

  private float value(PixelLoss loss, NDArray logits, NDArray target) {
    return loss.evaluate(logits, target).getFloat();
  }

  /** Two pixels of probability 1/2 and 3/4, truth 1 and 0. */
  @Test
  void byHand() {
    NDArray logits = map(0, (float) Math.log(3));
    NDArray target = map(1, 0);
    double bce = (Math.log(2) + Math.log(4)) / 2;
    double dice = 1 - (2 * 0.5 + 1) / (1.25 + 1 + 1);
    assertEquals(bce, value(new Bce(), logits, target), 1e-6);
    assertEquals(dice, value(new Dice(1), logits, target), 1e-6);
    assertEquals((bce + dice) / 2, value(new BceDice(), logits, target), 1e-6);
    double focal = (0.25 * 0.25 * Math.log(2) + 0.75 * 0.5625 * Math.log(4)) / 2;
    assertEquals(focal, value(new Focal(0.25f, 2), logits, target), 1e-6);
    double tversky = 1 - (0.5 + 1) / (0.5 + 0.3 * 0.75 + 0.7 * 0.5 + 1);
    assertEquals(tversky, value(new Tversky(0.3f, 0.7f, 1), logits, target), 1e-6);
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.loss.Loss#OURS")
  void perfectIsZeroAlsoForAnEmptyMask(Loss kind) {
    NDArray logits = map(CERTAIN, -CERTAIN, CERTAIN, -CERTAIN);
    assertEquals(0, value(kind, logits, map(1, 0, 1, 0)), 1e-6);
    NDArray nothing = map(-CERTAIN, -CERTAIN, -CERTAIN);
    assertEquals(0, value(kind, nothing, map(0, 0, 0)), 1e-6);
  }

  @Test
  void theWorstIsAsBadAsItGets() {
    NDArray logits = map(CERTAIN, -CERTAIN);
    NDArray target = map(0, 1);
    assertEquals(CERTAIN, value(new Bce(), logits, target), 1e-4);
    assertEquals(1 - 1 / 3f, value(new Dice(1), logits, target), 1e-6);
    assertEquals(CERTAIN / 2, value(new Focal(0.25f, 2), logits, target), 1e-4);
    assertEquals(1 - 1 / 2f, value(new Tversky(0.3f, 0.7f, 1), logits, target), 1e-6);
  }

  @Test
  void tverskyOfEqualPricesIsDice() {
    NDArray logits = map(0.3f, -1, 2, 0.7f);
    NDArray target = map(1, 0, 0.5f, 1);
    // (2 TP + s) / (2 TP + FP + FN + s) with s = 1 is (TP + 1/2) / (TP + FP/2 + FN/2 + 1/2).
    assertEquals(
        value(new Dice(1), logits, target),
        value(new Tversky(0.5f, 0.5f, 0.5f), logits, target),
        1e-6);
  }

  @Test
  void tverskyChargesMissedCellsMoreThanInventedOnes() {
    PixelLoss loss = Loss.TVERSKY;
    NDArray half = map(CERTAIN, CERTAIN, -CERTAIN, -CERTAIN);
    float missed = value(loss, half, map(1, 1, 1, 0));
    float invented = value(loss, half, map(1, 0, 0, 0));
    assertEquals(1 - 3 / 3.7, missed, 1e-6);
    assertEquals(1 - 2 / 2.3, invented, 1e-6);
    assertTrue(missed > invented);
  }

  @Test
  void borderWeightsScaleEachPixel() {
    NDArray logits = map(0, 0);
    NDArray target = map(1, 0);
    float weighted = new Bce().evaluate(logits, target, map(3, 0)).getFloat();
    assertEquals(3 * Math.log(2) / 2, weighted, 1e-6);
    float plain = new Bce().evaluate(logits, target, map(1, 1)).getFloat();
    assertEquals(value(new Bce(), logits, target), plain, 1e-6);
  }

  @ParameterizedTest
  @FieldSource("org.cellcount.loss.Loss#OURS")
  void otherShapesAreRefused(Loss kind) {
    NDArray logits = manager.zeros(new Shape(2, 1, 4, 4));
    NDArray target = manager.zeros(new Shape(2, 4, 4));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> kind.evaluate(logits, target));
    assertEquals("target (2, 4, 4) does not match logits (2, 1, 4, 4)", error.getMessage());
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> new Bce().evaluate(map(0, 0), map(0, 0), map(1)));
    assertEquals("weight (1, 1, 1, 1) does not match logits (1, 1, 1, 2)", error.getMessage());
  }

  @Test
  void settingsAreChecked() {
    assertEquals("smooth 0.0 must be above 0", message(() -> new Dice(0)));
    assertEquals("alpha 1.5 must be in 0..1", message(() -> new Focal(1.5f, 2)));
    assertEquals("gamma 0.0 must be at least 1", message(() -> new Focal(0.5f, 0)));
    assertEquals(
        "alpha -1.0 and beta 0.5 must be at least 0", message(() -> new Tversky(-1, 0.5f, 1)));
    assertEquals("smooth NaN must be above 0", message(() -> new Tversky(1, 0.5f, Float.NaN)));
  }

  private static String message(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }
}
