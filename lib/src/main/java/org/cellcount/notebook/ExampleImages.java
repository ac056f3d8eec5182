package org.cellcount.notebook;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.cellcount.base.AtomicFiles;
import org.cellcount.image.GrayImage;
import org.cellcount.microscopy.ImageFiles;

/**
 * A folder as a microscope might leave it: files of several kinds and sizes, one of them broken.
 */
public final class ExampleImages {
  private ExampleImages() {}

  /**
   * Writes an 8-bit PNG, a 16-bit TIFF, a JPEG in colour and a file that is no image.
   *
   * @param folder made if missing; files of the same names are replaced
   * @param first becomes the PNG
   * @param second becomes the middle of the TIFF, mirrored at its edges to three times the size
   * @param third becomes the JPEG, without its first rows and columns
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, GrayImage first, GrayImage second, GrayImage third)
      throws IOException {
    Files.createDirectories(folder);
    ImageFiles.writePng(folder.resolve("field-1.png"), first);
    write(folder.resolve("field-2.tif"), "tiff", mosaic(second));
    write(folder.resolve("field-3.jpg"), "jpeg", colour(third));
    AtomicFiles.write(folder.resolve("field-4.png"), out -> out.write(new byte[] {1, 2, 3}));
  }

  private static void write(Path file, String format, BufferedImage image) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          if (!ImageIO.write(image, format, out)) {
            throw new IOException("no " + format + " writer takes " + image);
          }
        });
  }

  /** 16-bit gray that uses a quarter of the range, as 14-bit cameras do. */
  private static BufferedImage mosaic(GrayImage image) {
    int height = 3 * image.height();
    int width = 3 * image.width();
    GrayImage field = image.window(-image.height(), -image.width(), height, width);
    BufferedImage mosaic = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        mosaic.getRaster().setSample(column, row, 0, Math.round(field.get(row, column) * 16383));
      }
    }
    return mosaic;
  }

  /** Green on black, a few rows and columns smaller. */
  private static BufferedImage colour(GrayImage image) {
    int top = image.height() / 8;
    int left = image.width() / 4;
    BufferedImage colour =
        new BufferedImage(image.width() - left, image.height() - top, BufferedImage.TYPE_INT_RGB);
    for (int row = top; row < image.height(); row++) {
      for (int column = left; column < image.width(); column++) {
        int green = Math.round(image.get(row, column) * 255);
        colour.setRGB(column - left, row - top, green << 8);
      }
    }
    return colour;
  }
}
