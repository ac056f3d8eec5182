package org.cellcount.base;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private record Part(String label, int value) implements Named {}

  private static final Part DICE = new Part("Dice", 1);
  private static final Part BOTH = new Part("BCE + Dice", 2);
  private static final List<Part> OURS = List.of(DICE, BOTH);

  @Test
  void onlyLettersAndDigitsCount() {
    for (String spelling : List.of("BCE_DICE", "bce + dice", "bcedice", "Bce-Dice.")) {
      assertTrue(Names.same("BCE + Dice", spelling), spelling);
      assertEquals(BOTH, Names.find("loss", spelling, OURS));
      assertEquals(BOTH, Names.find("loss", spelling, new Part[] {DICE, BOTH}));
    }
    assertFalse(Names.same("network 2", "network 21"));
  }

  @Test
  void theLanguageOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals(DICE, Names.find("loss", "DICE", OURS));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatIsNotThereIsListed() {
    assertEquals(Optional.empty(), Names.search("focal", OURS));
    var e = assertThrows(IllegalArgumentException.class, () -> Names.find("loss", "focal", OURS));
    assertEquals("unknown loss 'focal', expected one of Dice, BCE + Dice", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "SE U-Net", "flips + shade", "v1.2_b", "x+", "a  b"})
  void namesOfAReader(String name) {
    assertEquals(name, Names.check("loss", name));
    assertEquals("a".repeat(60), Names.check("loss", "a".repeat(60)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "", " ", " a", "a ", "a.", ".a", "..", "-a", "a/b", "a\\b", "a:b", "a\nb", "a\n", "größe",
        "a'b"
      })
  void namesThatWouldSpoilAFileAreRefused(String name) {
    var e = assertThrows(IllegalArgumentException.class, () -> Names.check("loss", name));
    assertEquals(
        "name of the loss '"
            + name
            + "': expected letters A to Z, digits, spaces and + - _ . inside, at most 60"
            + " characters",
        e.getMessage());
  }

  @Test
  void aLongNameIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Names.check("loss", "a".repeat(61)));
  }

  @Test
  void aNameOfOursIsForOurThingAlone() {
    assertDoesNotThrow(() -> Names.unambiguous("loss", new Part("Dice", 1), OURS));
    assertDoesNotThrow(() -> Names.unambiguous("loss", new Part("Dice 2", 5), OURS));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Names.unambiguous("loss", new Part("bce_dice", 2), OURS));
    assertEquals(
        "loss 'bce_dice' is not the library's loss of that name, expected another name",
        e.getMessage());
  }
}
