package org.cellcount.notebook;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.metric.InstanceScores;
import org.cellcount.plot.Palette;
import org.cellcount.plot.Picture;

/**
 * An image to count by clicking on its cells, as plain HTML: it then shows which were hit, missed,
 * merged with a neighbour, counted twice or none, beside what others counted. A missed cell that
 * touches a counted one goes as merged; a click counts for the cell under it or, within two pixels,
 * beside it. As in {@link InstanceScores}, count - truth = twice - merged + extra - missed. Where
 * scripts are not run, the image and the closed table of the others stay.
 */
public final class CountingPage {
  private static final int ZOOM = 4;

  private final GrayImage image;
  private final LabelImage truth;
  private final Map<String, LabelImage> others = new LinkedHashMap<>();

  /**
   * Starts a page.
   *
   * @param image to be counted
   * @param truth its true cells, of the same size
   * @throws IllegalArgumentException if the sizes differ
   */
  public CountingPage(GrayImage image, LabelImage truth) {
    Require.sameSize("true cells", truth, image);
    this.image = image;
    this.truth = truth;
  }

  /**
   * Adds what somebody else counted.
   *
   * @param name whose cells they are
   * @param cells of the size of the image
   * @throws IllegalArgumentException if the sizes differ
   */
  public CountingPage other(String name, LabelImage cells) {
    Require.sameSize("cells of '" + name + "'", cells, image);
    others.put(name, cells);
    return this;
  }

  /** The page. */
  public String html() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("width", image.width());
    data.put("height", image.height());
    data.put("zoom", ZOOM);
    data.put("runs", runs(truth.labels()));
    data.put(
        "colours",
        Map.of(
            "hit", Page.colour(Palette.HIT),
            "missed", Page.colour(Palette.MISSED),
            "merged", Page.colour(Palette.ORANGE),
            "extra", Page.colour(Palette.EXTRA),
            "twice", Page.colour(Palette.PURPLE)));
    return Page.html("count-yourself", data, body());
  }

  private String body() {
    StringBuilder body = new StringBuilder("<div class=\"field\">");
    body.append("<img alt=\"cells to count\" width=\"" + ZOOM * image.width() + "\" src=\"")
        .append(Page.source(Page.png(Picture.of(image).alone(1))))
        .append("\" style=\"image-rendering: pixelated\"></div>\n<p class=\"caption\"></p>\n")
        .append(
            "<details><summary>The truth, and what others counted</summary>\n<table>\n<thead><tr>");
    for (String heading :
        List.of("who", "count", "off by", "missed", "merged", "extra", "counted twice")) {
      body.append("<th>" + heading + "</th>");
    }
    body.append("</tr></thead>\n<tbody>\n<tr class=\"you\"><td>you</td>")
        .append("<td></td>".repeat(6))
        .append("</tr>\n");
    others.forEach((name, cells) -> body.append(row(name, InstanceScores.of(cells, truth))));
    body.append(row("truth", InstanceScores.of(truth, truth)));
    return body.append("</tbody>\n</table>\n").append(legend()).append("</details>\n").toString();
  }

  private static String row(String name, InstanceScores scores) {
    int off = scores.predicted() - scores.truth();
    return String.format(
        Locale.ROOT,
        "<tr><td>%s</td><td>%d</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td></tr>%n",
        HtmlTable.escaped(name),
        scores.predicted(),
        off > 0 ? "+" + off : String.valueOf(off),
        scores.missed(),
        scores.merges(),
        scores.extra(),
        scores.splits());
  }

  private static String legend() {
    return "<p>Outlines: "
        + swatch(Palette.HIT, "counted")
        + swatch(Palette.MISSED, "missed")
        + swatch(Palette.ORANGE, "dotted: merged, missed beside a cell that was counted")
        + "</p>\n";
  }

  private static String swatch(Color colour, String meaning) {
    return Page.swatch(colour) + " " + meaning + " &ensp; ";
  }

  /** Label and length of every run, row after row: a page has no room for every pixel. */
  private static List<Integer> runs(int[] labels) {
    List<Integer> runs = new ArrayList<>();
    for (int i = 0, start = 0; i < labels.length; i++) {
      if (i + 1 == labels.length || labels[i + 1] != labels[i]) {
        runs.add(labels[i]);
        runs.add(i + 1 - start);
        start = i + 1;
      }
    }
    return runs;
  }
}
