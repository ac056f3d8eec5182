package org.cellcount.notebook;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.cellcount.base.Json;

/**
 * HTML to touch that needs no kernel, no network and no file beside it. What it shows without
 * scripts is written in it; a script of this package then brings it to life.
 */
final class Page {
  // The attribute keeps the arrow keys from JupyterLab, which would leave the cell with them.
  private static final String HTML =
      """
      <div class="%1$s" data-lm-suppress-shortcuts="true">
      %2$s<p class="hint"><i>The controls need scripts: trust this notebook (View &rarr; Activate \
      Command Palette &rarr; Trust Notebook) or run this cell.</i></p>
      </div>
      <script>
      (function () {
        const data = %3$s;
        const start = %4$s;
        for (const root of document.querySelectorAll('.%1$s:not([data-ready])')) {
          root.dataset.ready = 'yes';
          root.querySelector('.hint').remove();
          start(root, data);
        }
      })();
      </script>
      """;

  private Page() {}

  /**
   * A page.
   *
   * @param script name of the resource {@code name.js}, a function of the page's element and the
   *     data
   * @param data what the script needs to know, written as JSON
   * @param body what is seen before any script runs
   */
  static String html(String script, Object data, String body) {
    // As JavaScript that cannot end a script.
    String json = Json.text(data).replace("<", "\\u003c");
    // The same output may be shown twice in a page; its name follows from what it shows.
    String name = script + "-" + Integer.toHexString(Objects.hash(json, body));
    return HTML.formatted(name, body, json, script(script).strip());
  }

  private static String script(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name + ".js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the script " + name, e);
    }
  }

  /** The source of an image element that holds the picture itself. */
  static String source(String png) {
    return "data:image/png;base64," + png;
  }

  /** A colour as CSS has it. */
  static String colour(Color colour) {
    return String.format("#%06x", colour.getRGB() & 0xFFFFFF);
  }

  /** A square of a colour, for legends. */
  static String swatch(Color colour) {
    return "<span style=\"display: inline-block; width: 0.8em; height: 0.8em; border: 1px solid gray;"
        + " background: "
        + colour(colour)
        + "\"></span>";
  }

  /** A picture in base 64, as small as Java makes it. */
  static String png(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), smallest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
