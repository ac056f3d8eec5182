package org.cellcount.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.Arrays;

/** From the samples of an image to intensities 0..1. */
final class Luminance {
  private Luminance() {}

  static GrayImage of(BufferedImage image, String name) throws IOException {
    GrayImage gray = GrayImage.zeros(image.getHeight(), image.getWidth());
    if (image.getColorModel() instanceof IndexColorModel palette) {
      fromPalette(image.getRaster(), palette, gray);
      return gray;
    }
    int bits = checkedBits(image, name);
    if (image.getColorModel().getNumColorComponents() == 1) {
      fromGray(image.getRaster(), (1 << bits) - 1, gray);
    } else {
      fromRgb(image.getRaster(), (1 << bits) - 1, gray);
    }
    return gray;
  }

  private static int checkedBits(BufferedImage image, String name) throws IOException {
    ColorModel colours = image.getColorModel();
    int space = colours.getColorSpace().getType();
    if (space != ColorSpace.TYPE_GRAY && space != ColorSpace.TYPE_RGB) {
      throw new IOException(name + " is neither gray nor RGB");
    }
    SampleModel samples = image.getSampleModel();
    int type = samples.getDataType();
    boolean whole =
        type == DataBuffer.TYPE_BYTE
            || type == DataBuffer.TYPE_USHORT
            || !(samples instanceof ComponentSampleModel);
    int[] bits = Arrays.copyOf(samples.getSampleSize(), colours.getNumColorComponents());
    if (!whole || Arrays.stream(bits).anyMatch(b -> b != bits[0] || b > 16)) {
      String kind =
          switch (type) {
            case DataBuffer.TYPE_SHORT -> "signed ";
            case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> "floating-point ";
            default -> "";
          };
      throw new IOException(
          name
              + " has "
              + kind
              + "samples of "
              + Arrays.toString(bits)
              + " bits, expected unsigned 8 or 16 bits each");
    }
    return bits[0];
  }

  private static void fromPalette(Raster raster, IndexColorModel palette, GrayImage gray) {
    float[] luminance = new float[palette.getMapSize()];
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] = luminance(palette.getRed(i), palette.getGreen(i), palette.getBlue(i), 255);
    }
    int width = gray.width();
    int[] row = new int[width];
    for (int y = 0; y < gray.height(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        gray.pixels()[y * width + x] = luminance[row[x]];
      }
    }
  }

  private static void fromGray(Raster raster, float max, GrayImage gray) {
    float[] pixels = gray.pixels();
    int width = gray.width();
    if (isPlainBytes(raster)) {
      byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (samples[i] & 0xff) / max;
      }
      return;
    }
    int[] row = new int[width];
    for (int y = 0; y < gray.height(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = row[x] / max;
      }
    }
  }

  /** Whether there is nothing but the samples, row by row; these are read three times as fast. */
  private static boolean isPlainBytes(Raster raster) {
    return raster.getDataBuffer() instanceof DataBufferByte bytes
        && raster.getNumBands() == 1
        && bytes.getNumBanks() == 1
        && bytes.getData().length == raster.getWidth() * raster.getHeight()
        && bytes.getOffset() == 0;
  }

  private static void fromRgb(Raster raster, int max, GrayImage gray) {
    int width = gray.width();
    int[] red = new int[width];
    int[] green = new int[width];
    int[] blue = new int[width];
    for (int y = 0; y < gray.height(); y++) {
      raster.getSamples(0, y, width, 1, 0, red);
      raster.getSamples(0, y, width, 1, 1, green);
      raster.getSamples(0, y, width, 1, 2, blue);
      for (int x = 0; x < width; x++) {
        gray.pixels()[y * width + x] = luminance(red[x], green[x], blue[x], max);
      }
    }
  }

  /** In whole numbers, so that three equal samples give exactly what one gray sample gives. */
  private static float luminance(int red, int green, int blue, int max) {
    return (float) ((299 * red + 587 * green + 114 * blue) / (1000.0 * max));
  }
}
