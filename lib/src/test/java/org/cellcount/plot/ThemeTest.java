package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.FontMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThemeTest {
  private final FontMetrics metrics = Theme.metrics(Theme.TEXT);

  @Test
  void textIsBrokenBetweenWords() {
    int width = metrics.stringWidth("the quick");
    assertEquals(
        List.of("the quick", "brown", "fox"), Theme.wrap("the quick brown fox", metrics, width));
    assertEquals(List.of(), Theme.wrap("  ", metrics, width));
  }

  @Test
  void wordsLongerThanALineAreCut() {
    String word = "watershed".repeat(4);
    List<String> lines = Theme.wrap(word, metrics, metrics.stringWidth("watershed"));
    assertEquals(word, String.join("", lines));
    assertTrue(lines.size() >= 4);
    assertTrue(
        lines.stream().allMatch(l -> metrics.stringWidth(l) <= metrics.stringWidth("watershed")));
  }

  @Test
  void shortenedTextsSaySo() {
    assertEquals("cell", Theme.shorten("cell", metrics, 200));
    String shortened = Theme.shorten("a".repeat(100), metrics, 200);
    assertTrue(shortened.endsWith("a\u2026") && metrics.stringWidth(shortened) <= 200);
  }

  @Test
  void numbersAreShort() {
    assertEquals("0", Theme.number(0));
    assertEquals("0.004", Theme.number(0.00392));
    assertEquals("2.19", Theme.number(2.186));
    assertEquals("12.5", Theme.number(12.51));
    assertEquals("2000", Theme.number(2000));
    assertEquals("\u22120.5", Theme.number(-0.5));
    assertEquals("1.0e\u221204", Theme.number(1e-4));
  }
}
