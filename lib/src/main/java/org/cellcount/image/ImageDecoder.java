package org.cellcount.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.cellcount.base.Memory;

/** Decodes the one image of a file with the JDK's readers, and says what is wrong with it. */
final class ImageDecoder {
  // The JPEG reader fills what is missing with gray and only warns.
  private static final Pattern DAMAGE = Pattern.compile("premature|truncated|corrupt|missing eoi");

  private ImageDecoder() {}

  static BufferedImage decode(ImageInputStream in, String name) throws IOException {
    if (in.read() == -1) {
      throw new IOException(name + " is empty, expected an image");
    }
    in.seek(0);
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new IOException(name + " is not an image, expected PNG, JPEG or TIFF");
    }
    ImageReader reader = readers.next();
    try {
      return decode(reader, in, name);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage decode(ImageReader reader, ImageInputStream in, String name)
      throws IOException {
    List<String> damage = new ArrayList<>();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          if (DAMAGE.matcher(warning.toLowerCase(Locale.ROOT)).find()) {
            damage.add(warning);
          }
        });
    reader.setInput(in);
    int images;
    long pixels;
    BufferedImage image;
    try {
      images = reader.getNumImages(true);
      pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    } catch (IOException | RuntimeException e) {
      throw unreadable(name, e);
    }
    if (images != 1) {
      throw new IOException(
          name + " holds " + images + " images, expected 1: save each as a file of its own");
    }
    Memory.check(name, pixels * (Float.BYTES + 1));
    try {
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      // Damaged files make the JDK's readers throw nearly anything.
      throw unreadable(name, e);
    }
    if (!damage.isEmpty()) {
      throw new IOException(name + " cannot be read: " + damage.get(0));
    }
    return image;
  }

  private static IOException unreadable(String name, Exception e) {
    Throwable reason = e.getCause() != null && e.getCause().getMessage() != null ? e.getCause() : e;
    return new IOException(name + " cannot be read: " + reason.getMessage(), e);
  }
}
