package org.cellcount.notebook;

import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cellcount.base.Json;
import org.cellcount.base.Require;

/**
 * A picture that menus and sliders change, as plain HTML: every state is drawn beforehand and lies
 * in the page, so that it works offline and without a kernel. Where scripts are not run, the first
 * state stays.
 */
public final class PictureChooser {
  private final List<Control> controls = new ArrayList<>();
  private String background = "";

  /**
   * What one state shows.
   *
   * @param picture of the same size in every state; over a background it should be transparent
   * @param caption plain text below it
   */
  public record View(BufferedImage picture, String caption) {}

  private record Control(String name, List<String> stops, int start, boolean slider) {}

  /** Adds a menu of options, the first of them chosen. */
  public PictureChooser menu(String name, String... options) {
    return control(name, 0, false, options);
  }

  /**
   * Adds a slider.
   *
   * @param start index of the stop it begins at
   * @param stops what it can be set to, from the left
   */
  public PictureChooser slider(String name, int start, String... stops) {
    return control(name, start, true, stops);
  }

  private PictureChooser control(String name, int start, boolean slider, String... stops) {
    Require.that(
        start >= 0 && start < stops.length,
        "start of '" + name + "'",
        start,
        "one of its " + stops.length + " stops");
    controls.add(new Control(name, List.of(stops), start, slider));
    return this;
  }

  /** Numbers as the stops of a slider: without needless zeros. */
  public static String[] texts(double... values) {
    return Arrays.stream(values)
        .mapToObj(
            value -> new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString())
        .toArray(String[]::new);
  }

  /** Lays every picture over this one, which must be of their size. */
  public PictureChooser background(BufferedImage picture) {
    background = Page.png(picture);
    return this;
  }

  /**
   * Draws every state.
   *
   * @param view what a state shows; it is given the index of each control's stop, in the order in
   *     which the controls were added
   * @return HTML that needs nothing else
   * @throws IllegalArgumentException if there is no control
   */
  public String html(Function<int[], View> view) {
    Require.that(!controls.isEmpty(), "controls", controls, "at least one menu or slider");
    Map<String, Integer> pictures = new LinkedHashMap<>();
    List<Integer> states = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    int number = controls.stream().mapToInt(c -> c.stops().size()).reduce(1, Math::multiplyExact);
    int first = 0;
    for (Control control : controls) {
      first = first * control.stops().size() + control.start();
    }
    String firstPicture = "";
    for (int state = 0; state < number; state++) {
      View shown = view.apply(indices(state));
      String picture = Page.png(shown.picture());
      pictures.putIfAbsent(picture, pictures.size());
      states.add(pictures.get(picture));
      captions.add(shown.caption());
      firstPicture = state == first ? picture : firstPicture;
    }
    StringBuilder html = new StringBuilder("<p>");
    controls.forEach(control -> html.append(html(control)));
    html.append("</p>\n").append(image(firstPicture));
    html.append("<p class=\"caption\">")
        .append(HtmlTable.escaped(captions.get(first)))
        .append("</p>\n");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("pictures", pictures.keySet());
    data.put("states", states);
    data.put("captions", captions);
    return Page.html("picture-chooser", data, html.toString());
  }

  private int[] indices(int state) {
    int[] indices = new int[controls.size()];
    int rest = state;
    for (int i = indices.length - 1; i >= 0; i--) {
      int stops = controls.get(i).stops().size();
      indices[i] = rest % stops;
      rest /= stops;
    }
    return indices;
  }

  private String image(String first) {
    String shown = "<img class=\"picture\" alt=\"\" src=\"" + Page.source(first) + "\"";
    if (background.isEmpty()) {
      return "<div>" + shown + "></div>\n";
    }
    return "<div style=\"position: relative\"><img alt=\"\" src=\""
        + Page.source(background)
        + "\">"
        + shown
        + " style=\"position: absolute; left: 0; top: 0\"></div>\n";
  }

  private static String html(Control control) {
    StringBuilder html = new StringBuilder("<label style=\"margin-right: 2em\">");
    html.append(HtmlTable.escaped(control.name())).append(' ');
    if (control.slider()) {
      html.append("<input type=\"range\" min=\"0\" step=\"1\" style=\"vertical-align: middle\"")
          .append(" max=\"" + (control.stops().size() - 1) + "\"")
          .append(" value=\"" + control.start() + "\"")
          .append(" data-stops=\"" + HtmlTable.escaped(Json.text(control.stops())) + "\"> <output>")
          .append(HtmlTable.escaped(control.stops().get(control.start())))
          .append("</output>");
    } else {
      html.append("<select>");
      for (int i = 0; i < control.stops().size(); i++) {
        html.append("<option value=\"" + i + "\"" + (i == control.start() ? " selected>" : ">"))
            .append(HtmlTable.escaped(control.stops().get(i)))
            .append("</option>");
      }
      html.append("</select>");
    }
    return html.append("</label>").toString();
  }
}
