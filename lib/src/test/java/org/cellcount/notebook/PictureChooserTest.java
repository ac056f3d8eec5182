package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureChooserTest {
  private static BufferedImage dot(int rgb) {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, rgb);
    return image;
  }

  private static PictureChooser chooser() {
    return new PictureChooser().menu("loss", "a", "b").slider("h", 1, "0", "0.1", "0.2");
  }

  @Test
  void drawsEveryStateOnceTheLastControlFastest() {
    List<String> states = new ArrayList<>();
    chooser()
        .html(
            state -> {
              states.add(Arrays.toString(state));
              return new PictureChooser.View(dot(0), "");
            });
    assertEquals(List.of("[0, 0]", "[0, 1]", "[0, 2]", "[1, 0]", "[1, 1]", "[1, 2]"), states);
  }

  @Test
  void equalPicturesLieInThePageOnce() {
    String html = chooser().html(s -> new PictureChooser.View(dot(s[0] == 0 ? 0xFF : 0), "x"));
    assertTrue(html.contains("\"states\" : [ 0, 0, 0, 1, 1, 1 ]"), html);
    // Two in the script, one that is shown before any script runs.
    assertEquals(3, html.split("iVBORw0KGgo", -1).length - 1);
  }

  @Test
  void showsTheFirstStateWithoutScripts() {
    String html = chooser().html(s -> new PictureChooser.View(dot(0), "h " + s[1] + " of " + s[0]));
    assertTrue(html.contains("<p class=\"caption\">h 1 of 0</p>"), html);
    assertTrue(html.contains("<output>0.1</output>"), html);
  }

  @Test
  void textsCannotEndTheScriptOrTheTag() {
    String html =
        new PictureChooser()
            .slider("\"<b>", 0, "</script>")
            .html(s -> new PictureChooser.View(dot(0), "</script>\"\\"));
    assertEquals(1, html.split("</script>", -1).length - 1);
    assertFalse(html.contains("<b>"), html);
    assertTrue(html.contains("\"\\u003c/script>\\\"\\\\\""), html);
  }

  @Test
  void layersLieOverTheBackground() {
    String html = chooser().background(dot(0xFF00)).html(s -> new PictureChooser.View(dot(0), ""));
    assertTrue(html.contains("position: absolute"), html);
  }

  @Test
  void numbersLoseNeedlessZeros() {
    assertArrayEquals(
        new String[] {"0", "0.005", "0.2", "10"}, PictureChooser.texts(0, 0.005, 0.20, 10));
  }

  @Test
  void refusesWhatCannotBeChosen() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new PictureChooser().slider("h", 2, "0", "1"))
            .getMessage();
    assertEquals("start of 'h' 2: expected one of its 2 stops", message);
    message =
        assertThrows(IllegalArgumentException.class, () -> new PictureChooser().html(s -> null))
            .getMessage();
    assertEquals("controls []: expected at least one menu or slider", message);
  }
}
