package org.cellcount.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;

/**
 * A picture that menus and sliders change, as plain HTML: every state is drawn beforehand and lies
 * in the page, so that it works offline and without a kernel. Where scripts are not run, the first
 * state stays.
 */
public final class PictureChooser {
  private static final String SCRIPT =
      """
      <script>
      (function () {
        for (const root of document.querySelectorAll('.%1$s:not([data-ready])')) {
          root.dataset.ready = 'yes';
          const pictures = [%2$s];
          const states = [%3$s];
          const captions = [%4$s];
          const controls = Array.from(root.querySelectorAll('select, input'));
          const show = function () {
            let state = 0;
            for (const control of controls) {
              const stops = control.dataset.stops ? JSON.parse(control.dataset.stops) : null;
              state = state * (stops || control.options).length + Number(control.value);
              if (stops) control.nextElementSibling.textContent = stops[control.value];
            }
            root.querySelector('.picture').src = 'data:image/png;base64,' + pictures[states[state]];
            root.querySelector('.caption').textContent = captions[state];
          };
          controls.forEach(function (control) { control.addEventListener('input', show); });
          root.querySelector('.hint').remove();
          show();
        }
      })();
      </script>
      """;

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
    if (start < 0 || start >= stops.length) {
      throw new IllegalArgumentException(
          "'" + name + "' starts at " + start + ": expected one of its " + stops.length + " stops");
    }
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
    background = png(picture);
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
    if (controls.isEmpty()) {
      throw new IllegalArgumentException("expected at least one menu or slider, got none");
    }
    Map<String, Integer> pictures = new LinkedHashMap<>();
    List<String> states = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    int number = controls.stream().mapToInt(c -> c.stops().size()).reduce(1, Math::multiplyExact);
    int first = 0;
    for (Control control : controls) {
      first = first * control.stops().size() + control.start();
    }
    String firstPicture = "";
    for (int state = 0; state < number; state++) {
      View shown = view.apply(indices(state));
      String picture = png(shown.picture());
      pictures.putIfAbsent(picture, pictures.size());
      states.add(String.valueOf(pictures.get(picture)));
      captions.add(shown.caption());
      firstPicture = state == first ? picture : firstPicture;
    }
    // The same output may be shown twice in a page; its name follows from what it shows.
    String name = "chooser-" + Integer.toHexString(Arrays.hashCode(pictures.keySet().toArray()));
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"").append(name).append("\">\n<p>");
    controls.forEach(control -> html.append(html(control)));
    html.append("</p>\n").append(image(firstPicture));
    html.append("<p class=\"caption\">").append(escaped(captions.get(first))).append("</p>\n");
    html.append(
        "<p class=\"hint\"><i>The controls need scripts: trust this notebook (View &rarr; Activate"
            + " Command Palette &rarr; Trust Notebook) or run this cell.</i></p>\n");
    html.append("</div>\n");
    html.append(
        SCRIPT.formatted(
            name,
            joined(pictures.keySet().stream().map(PictureChooser::quoted).toList()),
            joined(states),
            joined(captions.stream().map(PictureChooser::quoted).toList())));
    return html.toString();
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
    String source = "src=\"data:image/png;base64,";
    String shown = "<img class=\"picture\" alt=\"\" " + source + first + "\"";
    if (background.isEmpty()) {
      return "<div>" + shown + "></div>\n";
    }
    return "<div style=\"position: relative\"><img alt=\"\" "
        + source
        + background
        + "\">"
        + shown
        + " style=\"position: absolute; left: 0; top: 0\"></div>\n";
  }

  private static String html(Control control) {
    StringBuilder html = new StringBuilder("<label style=\"margin-right: 2em\">");
    html.append(escaped(control.name())).append(' ');
    if (control.slider()) {
      String stops = "[" + joined(control.stops().stream().map(PictureChooser::quoted).toList());
      html.append("<input type=\"range\" min=\"0\" step=\"1\" style=\"vertical-align: middle\"")
          .append(" max=\"" + (control.stops().size() - 1) + "\"")
          .append(" value=\"" + control.start() + "\"")
          .append(" data-stops=\"" + escaped(stops + "]") + "\"> <output>")
          .append(escaped(control.stops().get(control.start())))
          .append("</output>");
    } else {
      html.append("<select>");
      for (int i = 0; i < control.stops().size(); i++) {
        html.append("<option value=\"" + i + "\"" + (i == control.start() ? " selected>" : ">"))
            .append(escaped(control.stops().get(i)))
            .append("</option>");
      }
      html.append("</select>");
    }
    return html.append("</label>").toString();
  }

  private static String joined(List<String> texts) {
    return String.join(",", texts);
  }

  /** A text as a JavaScript string that cannot end a script. */
  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("<", "\\u003c")
        + '"';
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (image.getColorModel() instanceof IndexColorModel) {
        bytes.write(IndexedPng.of(image));
      } else {
        ImageIO.write(image, "png", bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
