package org.cellcount.notebook;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellcount.base.Require;

/**
 * Pictures of one scene on top of each other, with borders between them to drag: as plain HTML,
 * with the pictures in it. Where scripts are not run, they stand side by side.
 */
public final class WipePage {
  private record Layer(String name, BufferedImage picture) {}

  private final List<Layer> layers = new ArrayList<>();

  /**
   * Adds a picture to the right of those there are.
   *
   * @param name what it shows
   * @param picture of the size of the others, see {@link org.cellcount.plot.Picture#alone}
   * @throws IllegalArgumentException if it is of another size
   */
  public WipePage layer(String name, BufferedImage picture) {
    if (!layers.isEmpty()) {
      BufferedImage first = layers.get(0).picture();
      Require.sameSize(
          "layer '" + name + "'",
          picture.getHeight(),
          picture.getWidth(),
          first.getHeight(),
          first.getWidth());
    }
    layers.add(new Layer(name, picture));
    return this;
  }

  /**
   * The page.
   *
   * @throws IllegalArgumentException if there are fewer than two pictures
   */
  public String html() {
    Require.that(layers.size() >= 2, "layers", layers.size(), "at least 2");
    List<String> names = layers.stream().map(Layer::name).toList();
    StringBuilder body = new StringBuilder("<div class=\"layers\">");
    for (Layer layer : layers) {
      String name = HtmlTable.escaped(layer.name());
      BufferedImage picture = layer.picture();
      // The size is said because the script may run before the picture is decoded.
      body.append(
          "<img alt=\"%s\" title=\"%s\" width=\"%d\" height=\"%d\" src=\"%s\">\n"
              .formatted(
                  name,
                  name,
                  picture.getWidth(),
                  picture.getHeight(),
                  Page.source(Page.png(picture))));
    }
    body.append("</div>\n<p class=\"caption\">From the left: ")
        .append(HtmlTable.escaped(String.join(", ", names)))
        .append("</p>\n");
    return Page.html("wipe", Map.of("names", names), body.toString());
  }
}
