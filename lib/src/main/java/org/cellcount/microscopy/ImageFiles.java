package org.cellcount.microscopy;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.cellcount.base.AtomicFiles;
import org.cellcount.base.Require;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;

/**
 * Image files as single pictures: TIFF, PNG, JPEG and BMP. A file that holds several images is
 * opened by {@link MicroscopeFile}.
 */
public final class ImageFiles {
  private ImageFiles() {}

  /**
   * Reads the one image of a file as intensities 0..1, as {@link MicroscopeImage} defines them.
   * Colours become their luminance, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). Alpha, gamma and
   * colour profiles are left out of it, so that every sample stays exact.
   *
   * @throws IOException if the file is missing, broken, not such an image, or holds more than one;
   *     the message names the file and the reason
   */
  public static GrayImage read(Path file) throws IOException {
    try (MicroscopeFile image = MicroscopeFile.open(file)) {
      return image.selectPlain().read();
    }
  }

  /**
   * Reads an image from the bytes of its file, as {@link #read} does.
   *
   * @param name what to call it in messages
   * @throws IOException as {@link #read} does
   */
  public static GrayImage read(byte[] file, String name) throws IOException {
    try (MicroscopeFile image = MicroscopeFile.open(file, name)) {
      return image.selectPlain().read();
    }
  }

  /**
   * Reads the numbers of a label image: 0 between the cells, a number of its own in each.
   *
   * @throws IOException as {@link #read} does, or if a value is not a whole number from 0 to
   *     16,777,216
   */
  public static LabelImage readLabels(Path file) throws IOException {
    try (MicroscopeFile image = MicroscopeFile.open(file)) {
      return image.readLabels();
    }
  }

  /**
   * Reads a PNG, JPEG or BMP with its colours from the bytes of its file.
   *
   * @param name what to call it in messages
   * @throws IOException as {@link #read} does
   */
  public static BufferedImage decode(byte[] file, String name) throws IOException {
    try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
      return ImageDecoder.decode(in, name);
    }
  }

  /**
   * The luminance of an image, as {@link #read} takes it.
   *
   * @param name what to call it in messages
   * @throws IOException if it is neither gray nor RGB
   */
  public static GrayImage luminance(BufferedImage image, String name) throws IOException {
    try (MicroscopeFile picture = new MicroscopeFile(new PictureSource(image, name))) {
      return picture.selectPlain().read();
    }
  }

  /**
   * Writes a PNG; a previous file is replaced once all is written.
   *
   * @throws IOException if the file cannot be written
   */
  public static void writePng(Path file, BufferedImage image) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          try (ImageOutputStream cache = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, "png", cache)) {
              throw new IOException("no PNG writer takes " + image);
            }
          }
        });
  }

  /**
   * Writes intensities 0..1 as a PNG of 8-bit gray, rounded to the nearest.
   *
   * @throws IllegalArgumentException if a value is out of range
   * @throws IOException if the file cannot be written
   */
  public static void writePng(Path file, GrayImage image) throws IOException {
    BufferedImage png =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = png.getRaster();
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        float value = image.get(row, column);
        if (!(value >= 0 && value <= 1)) {
          throw Require.refusal("pixel", Require.at(value, row, column), "0 to 1");
        }
        raster.setSample(column, row, 0, Math.round(value * 255));
      }
    }
    writePng(file, png);
  }
}
