package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class PanelsTest {
  private static final Picture BLACK =
      Picture.of(new BinaryImage(128, 128, new boolean[128 * 128]));

  @Test
  void fewerColoursCanBeAskedFor() {
    GrayImage ramp = GrayImage.zeros(1, 200);
    for (int i = 0; i < 200; i++) {
      ramp.pixels()[i] = i / 199f;
    }
    Panels panels = new Panels(1).add(Picture.ofMask(ramp));
    assertTrue(colours(panels.render()) > 100);
    assertTrue(colours(panels.colours(16).render()) <= 16);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> panels.colours(1));
    assertEquals("colours 1: expected 2 to 160", error.getMessage());
  }

  private static long colours(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).distinct().count();
  }

  @Test
  void allPicturesAreDrawnAtOneSize() {
    BufferedImage figure = new Panels(3).add(BLACK).add(BLACK).add(BLACK).add(BLACK).render();
    assertEquals(4 * 256 * 256, black(figure), 2000);
  }

  @Test
  void everyFigureFitsThePage() {
    for (int columns = 1; columns <= 12; columns++) {
      Panels panels = new Panels(columns).rowHeadings("a heading so long that it must be broken");
      for (int i = 0; i < columns; i++) {
        panels.add(BLACK, "a title longer than its picture is wide");
      }
      assertTrue(panels.render().getWidth() <= 900, columns + " columns");
    }
    BufferedImage large = Picture.of(new BinaryImage(600, 3000, new boolean[600 * 3000])).render();
    assertTrue(large.getWidth() <= 900);
  }

  @Test
  void legendNamesEveryLayerOnce() {
    Picture tinted =
        BLACK.tint(new BinaryImage(128, 128, new boolean[128 * 128]).toGray(), Color.RED, "mask");
    int one = new Panels(2).add(tinted).render().getHeight();
    int two = new Panels(2).add(tinted).add(tinted).render().getHeight();
    assertEquals(one, two);
    assertTrue(one > new Panels(2).add(BLACK).render().getHeight());
  }

  @Test
  void headingsMustFit() {
    Panels panels = new Panels(2).add(BLACK).add(BLACK).add(BLACK).rowHeadings("one");
    Exception error = assertThrows(IllegalArgumentException.class, panels::render);
    assertEquals("row headings [one]: expected 2", error.getMessage());
    Exception columns =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Panels(2).add(BLACK).columnHeadings("a", "b", "c").render());
    assertEquals("column headings [a, b, c]: expected 2", columns.getMessage());
  }

  @Test
  void emptyFiguresAreRefused() {
    Exception none = assertThrows(IllegalArgumentException.class, () -> new Panels(2).render());
    assertEquals("pictures []: expected at least one", none.getMessage());
    Exception zero = assertThrows(IllegalArgumentException.class, () -> new Panels(0));
    assertEquals("columns 0: expected 1 or more", zero.getMessage());
  }

  @Test
  void figuresStandBesideAndBelowEachOther() {
    BufferedImage figure = BLACK.render();
    BufferedImage beside = Figures.beside(figure, figure);
    BufferedImage stacked = Figures.stacked(figure, figure);
    assertEquals(2 * black(figure), black(beside));
    assertEquals(figure.getHeight(), beside.getHeight());
    assertEquals(2 * figure.getHeight() + Theme.GAP, stacked.getHeight());
  }

  private static int black(BufferedImage figure) {
    int black = 0;
    for (int y = 0; y < figure.getHeight(); y++) {
      for (int x = 0; x < figure.getWidth(); x++) {
        black += (figure.getRGB(x, y) & 0xFFFFFF) == 0 ? 1 : 0;
      }
    }
    return black;
  }
}
