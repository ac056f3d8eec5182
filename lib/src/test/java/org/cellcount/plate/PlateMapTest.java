package org.cellcount.plate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlateMapTest {
  @TempDir private Path folder;

  private PlateMap read(String text) throws IOException {
    return PlateMap.read(Files.writeString(folder.resolve("map.csv"), text));
  }

  private void assertRefused(String text, String because) {
    String message = assertThrows(IOException.class, () -> read(text)).getMessage();
    assertTrue(message.contains("map.csv") && message.contains(because), message);
  }

  @Test
  void columnsAreFoundByTheirNames() throws IOException {
    PlateMap map =
        read("note,Control,Dose (nM),compound,Well\nx,negative,,DMSO,a1\ny,,1.5e1,\"a, b\",B02\n");
    assertEquals("nM", map.unit());
    assertEquals(new Treatment("DMSO", 0, Control.NEGATIVE), map.at(Well.of("A1")).orElseThrow());
    assertEquals(new Treatment("a, b", 15, Control.NONE), map.at(Well.of("B2")).orElseThrow());
    assertEquals(List.of("a, b"), map.compounds());
    assertTrue(map.at(Well.of("C3")).isEmpty());
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    PlateMap map = read("well,compound,dose (\u00b5M),control\nH12,x,0.001,positive\nA1,y,2,\n");
    Path copy = folder.resolve("copy.csv");
    map.write(copy);
    assertEquals(map, PlateMap.read(copy));
  }

  @Test
  void whatIsMissingOrOddIsNamed() {
    assertRefused("well,compound,dose\nA1,x,1\n", "no column 'control' but well, compound, dose");
    assertRefused("well,compound,control\nA1,x,\n", "no column 'dose'");
    assertRefused("well,compound,dose,control\nA1,x,1,\nA1,y,2,\n", "row 2: well A01");
    assertRefused(
        "well,compound,dose,control\nQ99,x,1,\n", "row 1: column of a well 99: expected 1 to 48");
    assertRefused(
        "well,compound,dose,control\nA1,x,much,\n", "row 1: dose much: expected a number");
    assertRefused("well,compound,dose,control\nA1,x,-1,\n", "row 1: dose -1.0: expected 0 or more");
    assertRefused(
        "well,compound,dose,control\nA1,x,1,maybe\n", "expected one of negative, positive");
    assertRefused("", "map.csv");
    String missing =
        assertThrows(IOException.class, () -> PlateMap.read(folder.resolve("none.csv")))
            .getMessage();
    assertTrue(missing.contains("none.csv is missing"), missing);
  }
}
