package org.cellcount.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cellcount.export.Outline.Corner;
import org.cellcount.export.Outline.Part;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.measure.Cell;
import org.cellcount.measure.Cells;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTracerTest {
  private static Outline trace(String... rows) {
    return trace(Grids.labels(rows));
  }

  /** The outline of the only cell. */
  private static Outline trace(LabelImage labels) {
    GrayImage dark = GrayImage.zeros(labels.height(), labels.width());
    Cell cell = Cells.measure(labels, dark).get(0);
    OutlineTracer tracer = new OutlineTracer(cell);
    for (int row = 0; row < labels.height(); row++) {
      for (int column = 0; column < labels.width(); column++) {
        if (labels.get(row, column) != 0) {
          tracer.add(row, column);
        }
      }
    }
    return tracer.trace();
  }

  private static String text(List<Corner> ring) {
    StringBuilder text = new StringBuilder();
    ring.forEach(corner -> text.append(corner.x()).append(',').append(corner.y()).append(' '));
    return text.toString().strip();
  }

  @Test
  void aPixelIsASquare() {
    Outline outline = trace("....", "..1.");
    assertTrue(outline.isSimple());
    assertEquals("3,1 3,2 2,2 2,1", text(outline.parts().get(0).outside()));
  }

  @Test
  void anEllHasSixCorners() {
    Outline outline = trace("1..", "1..", "111");
    assertEquals("1,0 1,2 3,2 3,3 0,3 0,0", text(outline.parts().get(0).outside()));
  }

  @Test
  void aHoleIsARingOfItsOwn() {
    Outline outline = trace("1111", "1..1", "1111");
    assertFalse(outline.isSimple());
    assertEquals(1, outline.parts().size());
    Part part = outline.parts().get(0);
    assertEquals("4,0 4,3 0,3 0,0", text(part.outside()));
    assertEquals(1, part.holes().size());
    assertEquals("3,2 3,1 1,1 1,2", text(part.holes().get(0)));
  }

  @Test
  void pixelsThatMeetAtACornerAreParts() {
    Outline outline = trace("1.", ".1");
    assertEquals(2, outline.parts().size());
    assertTrue(outline.parts().stream().allMatch(part -> part.holes().isEmpty()));
  }

  @Test
  void aHoleThatOpensAtACornerIsAHole() {
    Outline outline = trace(".11", "1.1", "111");
    assertEquals(1, outline.parts().size());
    Part part = outline.parts().get(0);
    assertEquals(1, part.holes().size());
    assertEquals(4, part.holes().get(0).size());
  }

  @Test
  void anIslandInAHoleIsAPart() {
    Outline outline = trace("11111", "1...1", "1.1.1", "1...1", "11111");
    assertEquals(2, outline.parts().size());
    assertEquals(0, outline.parts().get(0).holes().size());
    assertEquals(1, outline.parts().get(1).holes().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ringsAreSimpleAndFilledTheyGiveThePixelsBack(long seed) {
    BinaryImage mask = Grids.random(new Random(seed), 17, 23, 0.35 + 0.06 * seed);
    Outline outline = trace(LabelImage.of(mask));
    boolean[] filled = new boolean[17 * 23];
    for (Part part : outline.parts()) {
      Area area = area(part.outside());
      assertSimple(part.outside());
      for (List<Corner> hole : part.holes()) {
        assertSimple(hole);
        Area out = area(hole);
        out.subtract(area);
        assertTrue(out.isEmpty(), "a hole reaches out of its part");
        area.subtract(area(hole));
      }
      for (int i = 0; i < filled.length; i++) {
        int row = i / 23;
        if (area.contains(i % 23 + 0.5, row + 0.5)) {
          assertFalse(filled[i], "parts overlap");
          filled[i] = true;
        }
      }
    }
    assertEquals(mask, new BinaryImage(17, 23, filled));
  }

  private static void assertSimple(List<Corner> ring) {
    Set<Corner> seen = new HashSet<>(ring);
    assertEquals(ring.size(), seen.size(), "a corner is passed twice");
    for (int i = 0; i < ring.size(); i++) {
      Corner a = ring.get(i);
      Corner b = ring.get((i + 1) % ring.size());
      assertTrue(a.x() == b.x() ^ a.y() == b.y(), "an edge is neither level nor upright");
    }
  }

  private static Area area(List<Corner> ring) {
    Path2D path = new Path2D.Double();
    path.moveTo(ring.get(0).x(), ring.get(0).y());
    ring.forEach(corner -> path.lineTo(corner.x(), corner.y()));
    path.closePath();
    return new Area(path);
  }
}
