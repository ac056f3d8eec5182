package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class CountingPageTest {
  private static final LabelImage TRUTH = Grids.labels("1122.", "1122.", "....3");
  private static final LabelImage MERGED = Grids.labels("1111.", "1111.", ".....");

  private static CountingPage page() {
    return new CountingPage(GrayImage.zeros(3, 5), TRUTH);
  }

  @Test
  void theScriptGetsTheTruthInRuns() {
    String html = page().html();
    assertTrue(html.contains("\"runs\" : [ 1, 2, 2, 2, 0, 1, 1, 2, 2, 2, 0, 5, 3, 1 ]"), html);
    assertTrue(html.contains("\"width\" : 5"), html);
    assertTrue(html.contains("\"height\" : 3"), html);
  }

  @Test
  void theOthersStandInTheTable() {
    String html = page().other("<blobs>", MERGED).html();
    // Counted, off by, missed, merged, extra, counted twice.
    String numbers = "<td>1</td><td>-2</td><td>1</td><td>1</td><td>0</td><td>0</td>";
    assertTrue(html.contains("<td>&lt;blobs&gt;</td>" + numbers), html);
    assertTrue(html.contains("<td>truth</td><td>3</td><td>0</td>"), html);
  }

  @Test
  void theTruthIsClosedAndTheImageSeenWithoutScripts() {
    String html = page().html();
    String body = html.substring(0, html.indexOf("<script>"));
    assertTrue(body.contains("<details><summary>"), body);
    assertTrue(body.indexOf("iVBORw0KGgo") < body.indexOf("<details>"), body);
  }

  @Test
  void refusesOtherSizes() {
    assertEquals(
        "true cells of 3x5: expected 3x4",
        assertThrows(
                IllegalArgumentException.class,
                () -> new CountingPage(GrayImage.zeros(3, 4), TRUTH))
            .getMessage());
    assertEquals(
        "cells of 'you' of 1x1: expected 3x5",
        assertThrows(IllegalArgumentException.class, () -> page().other("you", Grids.labels("1")))
            .getMessage());
  }
}
