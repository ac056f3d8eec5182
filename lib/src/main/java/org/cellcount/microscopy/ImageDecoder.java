package org.cellcount.microscopy;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.cellcount.base.Memory;

/** Opens image files of any kind that is read, and says what is wrong with the others. */
final class ImageDecoder {
  // The JPEG reader fills what is missing with gray and only warns.
  private static final Pattern DAMAGE = Pattern.compile("premature|truncated|corrupt|missing eoi");

  // PNG's Deflate makes at most 1032 bytes of one; the others make less of it.
  private static final long MOST_PER_BYTE = 1032;

  private ImageDecoder() {}

  /** Opens a file, without decoding it where that can be put off. */
  static SampleSource open(Path file) throws IOException {
    String name = file.toString();
    if (!Files.exists(file)) {
      throw new IOException(name + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(name + " is a folder, expected an image");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(name + " is not a regular file, expected an image");
    }
    return open(new FileImageInputStream(file.toFile()), name);
  }

  static SampleSource open(byte[] file, String name) throws IOException {
    return open(new ByteArrayImageInputStream(file), name);
  }

  private static SampleSource open(ImageInputStream in, String name) throws IOException {
    boolean kept = false;
    try {
      FileKind kind = FileKind.of(in, name);
      if (kind == FileKind.TIFF) {
        SampleSource tiff = TiffSource.open(in, name);
        kept = true;
        return tiff;
      }
      return new PictureSource(decode(kind, in, name), name);
    } finally {
      if (!kept) {
        in.close();
      }
    }
  }

  /** Decodes a picture that is no TIFF. */
  static BufferedImage decode(ImageInputStream in, String name) throws IOException {
    return decode(FileKind.of(in, name), in, name);
  }

  private static BufferedImage decode(FileKind kind, ImageInputStream in, String name)
      throws IOException {
    if (kind == FileKind.PNG) {
      PngChunks.check(in, name);
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind.name());
    if (!readers.hasNext()) {
      throw new IOException(name + " cannot be read: this Java has no reader of " + kind.name());
    }
    ImageReader reader = readers.next();
    try {
      BufferedImage image = decode(reader, in, name);
      return kind == FileKind.JPEG ? JpegOrientation.upright(in, image) : image;
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
    long pixels;
    try {
      pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    } catch (IOException | RuntimeException e) {
      throw unreadable(name, e);
    }
    if (pixels / MOST_PER_BYTE / Byte.SIZE > in.length()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s is damaged: it declares %,d pixels, more than its %,d bytes can hold",
              name,
              pixels,
              in.length()));
    }
    Memory.check(name, pixels * (Float.BYTES + 1));
    BufferedImage image;
    try {
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      // Damaged files make readers throw nearly anything.
      throw unreadable(name, e);
    }
    if (!damage.isEmpty()) {
      throw new IOException(name + " cannot be read: " + damage.get(0));
    }
    return image;
  }

  /** What a reader's exception says, in words. */
  static IOException unreadable(String name, Exception e) {
    Throwable reason = e.getCause() != null && e.getCause().getMessage() != null ? e.getCause() : e;
    String text =
        reason instanceof IOException && reason.getMessage() != null
            ? reason.getMessage()
            : "it is damaged, or of a kind that is not read";
    return new IOException(name + " cannot be read: " + text, e);
  }
}
