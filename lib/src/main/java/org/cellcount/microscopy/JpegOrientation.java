package org.cellcount.microscopy;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/** Turns a JPEG as its Exif data asks for: a camera that was held upright only says so. */
final class JpegOrientation {
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int MARKER = 0xff;
  private static final int APP1 = 0xe1;
  private static final int START_OF_SCAN = 0xda;
  private static final int ORIENTATION_TAG = 274;

  /** Orientations whose stored columns run against the upright picture. */
  private static final Set<Integer> ACROSS_TURNED = Set.of(2, 3, 7, 8);

  /** Orientations whose stored rows run against the upright picture. */
  private static final Set<Integer> DOWN_TURNED = Set.of(3, 4, 6, 7);

  private JpegOrientation() {}

  /** The picture of a JPEG, turned upright. */
  static BufferedImage upright(ImageInputStream in, BufferedImage image) {
    int orientation = orientation(in);
    if (orientation < 2 || orientation > 8) {
      return image;
    }
    boolean transposed = orientation > 4;
    int height = transposed ? image.getWidth() : image.getHeight();
    int width = transposed ? image.getHeight() : image.getWidth();
    WritableRaster raster = image.getColorModel().createCompatibleWritableRaster(width, height);
    Object pixel = null;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        // Where this pixel of the upright picture lies in the stored one.
        boolean acrossTurned = ACROSS_TURNED.contains(orientation);
        boolean downTurned = DOWN_TURNED.contains(orientation);
        int across = transposed ? row : column;
        int down = transposed ? column : row;
        across = acrossTurned ? image.getWidth() - 1 - across : across;
        down = downTurned ? image.getHeight() - 1 - down : down;
        pixel = image.getRaster().getDataElements(across, down, pixel);
        raster.setDataElements(column, row, pixel);
      }
    }
    return new BufferedImage(image.getColorModel(), raster, image.isAlphaPremultiplied(), null);
  }

  /** What the Exif data says, 1 if it says nothing that can be read. */
  private static int orientation(ImageInputStream in) {
    try {
      in.seek(2);
      while (in.read() == MARKER) {
        int marker = in.read();
        int length = in.readUnsignedShort() - 2;
        if (marker == START_OF_SCAN || length < 0) {
          return 1;
        }
        if (marker == APP1) {
          byte[] data = new byte[length];
          in.readFully(data);
          if (Arrays.equals(data, 0, Math.min(EXIF.length, length), EXIF, 0, EXIF.length)) {
            byte[] tiff = Arrays.copyOfRange(data, EXIF.length, length);
            ImageInputStream tags = new ByteArrayImageInputStream(tiff);
            return (int) TiffDirectory.readAll(tags, "Exif").get(0).number(ORIENTATION_TAG, 1);
          }
        } else {
          in.seek(in.getStreamPosition() + length);
        }
      }
      return 1;
    } catch (IOException e) {
      return 1;
    }
  }
}
