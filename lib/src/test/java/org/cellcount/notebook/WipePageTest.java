package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class WipePageTest {
  private static BufferedImage picture(int width) {
    return new BufferedImage(width, 2, BufferedImage.TYPE_INT_RGB);
  }

  @Test
  void everyLayerIsAPictureWithoutScripts() {
    String html = new WipePage().layer("image", picture(3)).layer("map", picture(3)).html();
    String body = html.substring(0, html.indexOf("<script>"));
    assertEquals(2, body.split("<img ", -1).length - 1);
    assertEquals(2, body.split("iVBORw0KGgo", -1).length - 1);
    assertTrue(body.contains("From the left: image, map"), body);
    assertTrue(html.contains("\"names\" : [ \"image\", \"map\" ]"), html);
  }

  @Test
  void namesAreText() {
    String html = new WipePage().layer("</script><b>", picture(1)).layer("\"", picture(1)).html();
    assertEquals(1, html.split("</script>", -1).length - 1);
    assertFalse(html.contains("<b>"), html);
  }

  @Test
  void refusesOneLayerAndOtherSizes() {
    WipePage page = new WipePage().layer("image", picture(3));
    assertEquals(
        "layers 1: expected at least 2",
        assertThrows(IllegalArgumentException.class, page::html).getMessage());
    assertEquals(
        "layer 'map' of 2x4: expected 2x3",
        assertThrows(IllegalArgumentException.class, () -> page.layer("map", picture(4)))
            .getMessage());
  }
}
