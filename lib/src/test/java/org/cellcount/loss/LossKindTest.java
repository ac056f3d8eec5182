package org.cellcount.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LossKindTest {
  @Test
  void isFoundByNameAndByLabel() {
    assertEquals(LossKind.BCE_DICE, LossKind.of("bce_dice"));
    assertEquals(LossKind.BCE_DICE, LossKind.of("BCE + Dice"));
    for (LossKind kind : LossKind.values()) {
      assertEquals(kind, LossKind.of(kind.label()));
    }
  }

  @Test
  void unknownNamesListTheValidOnes() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> LossKind.of("hinge"));
    assertEquals(
        "unknown loss 'hinge': expected one of bce, dice, bce_dice, focal, tversky",
        error.getMessage());
  }
}
