package org.cellcount.base;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.FinalDimensions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RequireTest {
  private static void refuses(String message, Executable check) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
  }

  @Test
  void numbersInARange() {
    assertEquals(0, Require.between("h", 0.0, 0, 1));
    assertEquals(1, Require.between("h", 1.0, 0, 1));
    assertEquals(100, Require.between("opening", 100, 0, 100));
    refuses("h 1.5: expected 0 to 1", () -> Require.between("h", 1.5, 0, 1));
    refuses("h -0.1: expected 0.25 to 1", () -> Require.between("h", -0.1, 0.25, 1));
    refuses("h NaN: expected 0 to 1", () -> Require.between("h", Double.NaN, 0, 1));
    refuses("opening 101: expected 0 to 100", () -> Require.between("opening", 101, 0, 100));
    refuses("opening -1: expected 0 to 100", () -> Require.between("opening", -1, 0, 100));
  }

  @Test
  void numbersWithALeast() {
    assertEquals(0, Require.atLeast("h", 0.0, 0));
    assertEquals(1, Require.atLeast("epochs", 1, 1));
    refuses("h -1.0: expected 0 or more", () -> Require.atLeast("h", -1.0, 0));
    refuses("h NaN: expected 0 or more", () -> Require.atLeast("h", Double.NaN, 0));
    refuses(
        "h Infinity: expected 0 or more", () -> Require.atLeast("h", Double.POSITIVE_INFINITY, 0));
    refuses("epochs 0: expected 1 or more", () -> Require.atLeast("epochs", 0, 1));
  }

  @Test
  void positiveNumbers() {
    assertEquals(Double.MIN_VALUE, Require.positive("sigma", Double.MIN_VALUE));
    for (double value : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refuses("sigma " + value + ": expected above 0", () -> Require.positive("sigma", value));
    }
  }

  @Test
  void whatMustBeThere() {
    assertEquals("x", Require.present("loss", "x"));
    refuses("loss is missing: expected a value", () -> Require.present("loss", null));
  }

  @Test
  void sizes() {
    assertDoesNotThrow(() -> Require.sameSize("mask", 3, 4, 3, 4));
    refuses("mask of 4x3: expected 3x4", () -> Require.sameSize("mask", 4, 3, 3, 4));
    refuses("mask of 3x4: expected 3x5", () -> Require.sameSize("mask", 3, 4, 3, 5));
    refuses(
        "mask of 4x3: expected 3x4",
        () -> Require.sameSize("mask", new FinalDimensions(3, 4), new FinalDimensions(4, 3)));
  }

  @Test
  void finiteValues() {
    float[] values = new float[6];
    assertDoesNotThrow(() -> Require.finite("image", values, 3));
    values[5] = Float.NaN;
    refuses(
        "image NaN at row 1, column 2: expected a finite number",
        () -> Require.finite("image", values, 3));
    values[1] = Float.NEGATIVE_INFINITY;
    refuses(
        "image -Infinity at row 0, column 1: expected a finite number",
        () -> Require.finite("image", values, 3));
  }
}
