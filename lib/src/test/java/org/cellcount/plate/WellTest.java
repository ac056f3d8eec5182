package org.cellcount.plate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WellTest {
  @Test
  void everyNameIsReadBack() {
    for (int row = 1; row <= 32; row++) {
      for (int column = 1; column <= 48; column++) {
        Well well = new Well(row, column);
        assertEquals(well, Well.of(well.name()));
      }
    }
    assertEquals("AF48", new Well(32, 48).name());
    assertEquals(new Well(2, 3), Well.of(" b3 "));
    assertEquals(new Well(27, 1), Well.of("AA001"));
  }

  @Test
  void rowsComeBeforeColumns() {
    assertEquals(
        List.of("A02", "A10", "B01", "AA01"),
        Stream.of("AA01", "B01", "A10", "A02").map(Well::of).sorted().map(Well::name).toList());
  }

  @Test
  void whatIsNoWellIsRefused() {
    for (String name : new String[] {"", "A", "A0", "A49", "AG1", "ZZ1", "1A", "A-1", "B03x"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Well.of(name)).getMessage();
      assertTrue(message.contains("expected"), message);
    }
  }
}
