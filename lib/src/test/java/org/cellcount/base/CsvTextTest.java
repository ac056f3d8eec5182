package org.cellcount.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1.tif", "+a.tif", "-a.tif", "@SUM(A1).tif"})
  void aFormulaBecomesText(String name) {
    assertEquals("'" + name, CsvText.harmless(name));
    assertEquals(name, CsvText.printable(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=1.tif", "zellen-ä.tif", "細胞.tif", "1-2.tif", "'a"})
  void otherTextStaysAsItIs(String name) {
    assertEquals(name, CsvText.harmless(name));
    assertEquals(name, CsvText.printable(name));
  }

  @ParameterizedTest
  @ValueSource(chars = {0, 8, 9, 10, 13, 27, 127, 155, 0x202E, 0x2028, 0xD800})
  void controlCharactersAreWrittenOut(char character) {
    String shown = String.format("\\u%04x", (int) character);
    assertEquals("a" + shown + "[2J", CsvText.printable("a" + character + "[2J"));
    boolean first = character == 9 || character == 10 || character == 13;
    assertEquals((first ? "'" : "") + shown + "=1", CsvText.harmless(character + "=1"));
  }
}
