package org.cellcount.notebook;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.model.FeatureMap;
import org.cellcount.model.ReceptiveField;
import org.cellcount.model.Span;
import org.cellcount.model.UNet;
import org.cellcount.plot.Palette;
import org.cellcount.plot.Picture;

/**
 * What a pixel of a U-Net's output depends on, under the pointer: in the image and in a map of
 * every level, a frame for each skip and one for the way through the bottleneck. As plain HTML,
 * with the pictures in it; where scripts are not run, the maps stay, without frames.
 */
public final class ReceptiveFieldPage {
  private static final int SHOWN_WIDTH = 136;

  private final GrayImage image;
  private final UNet network;
  private final Map<String, FeatureMap> maps;
  private final List<Shown> shown = new ArrayList<>();

  private record Way(String colour, List<Integer> spans) {}

  private record Shown(int width, int height, List<Way> ways) {}

  private ReceptiveFieldPage(GrayImage image, List<FeatureMap> maps) {
    this.image = image;
    this.network = maps.get(0).network();
    this.maps = maps.stream().collect(Collectors.toMap(FeatureMap::level, map -> map));
  }

  /**
   * The page.
   *
   * @param image what went in, of a size that the network's stride divides
   * @param maps activations of a U-Net for the image, those of every level; see {@link
   *     org.cellcount.model.SegmentationModel#activations}
   * @param probability what came out, of the image's size
   * @throws IllegalArgumentException if a level is missing or the sizes do not fit
   */
  public static String html(GrayImage image, List<FeatureMap> maps, GrayImage probability) {
    Require.that(!maps.isEmpty(), "maps", maps, "those of every level");
    Require.sameSize("probability", probability, image);
    int stride = maps.get(0).network().stride();
    Require.that(
        image.height() % stride == 0 && image.width() % stride == 0,
        "image",
        image,
        "height and width in multiples of " + stride);
    return new ReceptiveFieldPage(image, maps).html(probability);
  }

  private String html(GrayImage probability) {
    int bottom = network.levels() + 1;
    shown.add(new Shown(image.width(), image.height(), ways(1, bottom, ReceptiveField::image)));
    StringBuilder body = new StringBuilder("<table>\n<tr>");
    body.append(cell("image", "map", Picture.of(image)));
    for (int k = 1; k < bottom; k++) {
      int level = k;
      body.append(map("enc" + level, ways(level, bottom, (field, t) -> field.encoder(level, t))));
    }
    body.append(map("bottleneck", ways(bottom, bottom, ReceptiveField::decoder)));
    body.append("</tr>\n<tr>").append(cell("output", "output", Picture.ofMask(probability)));
    for (int level = 1; level < bottom; level++) {
      body.append(map("dec" + level, ways(level, level, ReceptiveField::decoder)));
    }
    body.append("<td></td></tr>\n</table>\n").append(caption());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("width", image.width());
    data.put("height", image.height());
    data.put("row", image.height() / 2);
    data.put("column", image.width() / 2);
    data.put("maps", shown);
    return Page.html("receptive-field", data, body.toString());
  }

  /**
   * For each turn its colour, and the first and last row (or column) of the map that each output
   * row depends on.
   */
  private List<Way> ways(int first, int last, BiFunction<ReceptiveField, Integer, Span> rows) {
    int length = Math.max(image.height(), image.width());
    return IntStream.rangeClosed(first, last)
        .mapToObj(
            turn ->
                new Way(
                    Page.colour(colour(turn)),
                    IntStream.range(0, length)
                        .mapToObj(i -> rows.apply(new ReceptiveField(network, i), turn))
                        .flatMapToInt(span -> IntStream.of(span.first(), span.last()))
                        .boxed()
                        .toList()))
        .toList();
  }

  private static Color colour(int turn) {
    List<Color> colours =
        List.of(Palette.YELLOW, Palette.PURPLE, Palette.SKY, Palette.ORANGE, Palette.VERMILION);
    return colours.get((turn - 1) % colours.size());
  }

  /** The channel of a level in which there is most to see. */
  private String map(String level, List<Way> ways) {
    FeatureMap map = maps.get(level);
    Require.that(map != null, "maps", maps.keySet(), "one of the level " + level);
    GrayImage channel = map.stretched(0, map.liveliest(0, 1)[0]);
    shown.add(new Shown(channel.width(), channel.height(), ways));
    return cell(level, "map", Picture.ofMask(channel));
  }

  private static String cell(String name, String kind, Picture picture) {
    return "<td style=\"text-align: left\">%s<br>\n<div class=\"%s\"><img alt=\"%s\" width=\"%d\" src=\"%s\" %s></div></td>\n"
        .formatted(
            name,
            kind,
            name,
            SHOWN_WIDTH,
            Page.source(Page.png(picture.alone(1))),
            "style=\"image-rendering: pixelated; margin: 0; max-width: none\"");
  }

  private String caption() {
    int middleRow = image.height() / 2;
    int middleColumn = image.width() / 2;
    StringBuilder caption =
        new StringBuilder("<p class=\"caption\">The output at <b class=\"pixel\">");
    caption.append("row " + middleRow + ", column " + middleColumn);
    caption.append(
        "</b> depends on so many pixels of the image, over each skip and through the bottleneck:<br>\n");
    for (int turn = 1; turn <= network.levels() + 1; turn++) {
      caption
          .append(Page.swatch(colour(turn)))
          .append(turn > network.levels() ? " bottleneck" : " skip " + turn)
          .append(" <span class=\"size\">")
          .append(new ReceptiveField(network, middleRow).image(turn).length())
          .append(" &times; ")
          .append(new ReceptiveField(network, middleColumn).image(turn).length())
          .append("</span> &ensp;\n");
    }
    return caption.append("</p>\n").toString();
  }
}
