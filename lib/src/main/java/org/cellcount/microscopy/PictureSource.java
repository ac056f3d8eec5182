package org.cellcount.microscopy;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/** The samples of a decoded picture, gray, RGB or with a palette; alpha is left out. */
final class PictureSource implements SampleSource {
  private static final int PALETTE_BITS = 8;

  private final BufferedImage image;
  private final ImageLayout layout;

  PictureSource(BufferedImage image, String name) throws IOException {
    this.image = image;
    boolean colour;
    int bits = PALETTE_BITS;
    if (image.getColorModel() instanceof IndexColorModel palette) {
      colour = !isGray(palette);
    } else {
      int space = image.getColorModel().getColorSpace().getType();
      if (space != ColorSpace.TYPE_GRAY && space != ColorSpace.TYPE_RGB) {
        throw new IOException(name + " is neither gray nor RGB: save it as one of them");
      }
      colour = space == ColorSpace.TYPE_RGB;
      bits = bits(image, colour ? 3 : 1, name);
    }
    this.layout =
        ImageLayout.picture(
            name, image.getHeight(), image.getWidth(), colour, SampleKind.unsigned(bits));
  }

  @Override
  public ImageLayout layout() {
    return layout;
  }

  @Override
  public void read(
      int channel,
      int plane,
      int frame,
      int row,
      int column,
      int height,
      int width,
      float[] target) {
    Raster raster = image.getRaster();
    float[] colours =
        image.getColorModel() instanceof IndexColorModel palette ? colours(palette, channel) : null;
    int[] line = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(column, row + y, width, 1, colours == null ? channel : 0, line);
      for (int x = 0; x < width; x++) {
        target[y * width + x] = colours == null ? line[x] : colours[line[x]];
      }
    }
  }

  @Override
  public void close() {}

  private static int bits(BufferedImage image, int channels, String name) throws IOException {
    int[] bits = Arrays.copyOf(image.getSampleModel().getSampleSize(), channels);
    if (Arrays.stream(bits).anyMatch(b -> b != bits[0] || b > 16)) {
      throw new IOException(
          name
              + " has samples of "
              + Arrays.toString(bits)
              + " bits, expected unsigned 8 or 16 bits each");
    }
    return bits[0];
  }

  private static float[] colours(IndexColorModel palette, int channel) {
    float[] colours = new float[1 << palette.getPixelSize()];
    for (int i = 0; i < palette.getMapSize(); i++) {
      colours[i] = palette.getRGB(i) >> (16 - 8 * channel) & 0xff;
    }
    return colours;
  }

  private static boolean isGray(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }
}
