package org.cellcount.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cellcount.base.Memory;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.npz.NpyStream;
import org.cellcount.npz.NpyType;

/** An npy array as a stack of images: how its shape and its values are understood. */
final class PixelStack {
  private static final float FULL = 255;

  private final NpyStream stream;
  private final int images;
  private final int height;
  private final int width;

  /**
   * Understands (N, H, W), (N, H, W, 1) and (N, 1, H, W).
   *
   * @throws IOException if the shape is another or holds no pixel
   */
  PixelStack(NpyStream stream) throws IOException {
    this.stream = stream;
    List<Long> axes = new ArrayList<>(stream.header().shape());
    if (axes.size() == 4 && axes.get(3) == 1) {
      axes.remove(3);
    } else if (axes.size() == 4 && axes.get(1) == 1) {
      axes.remove(1);
    }
    if (axes.size() != 3) {
      throw new IOException(
          has() + ", expected (N, H, W), (N, H, W, 1) or (N, 1, H, W) for N images of H rows");
    }
    if (axes.contains(0L)) {
      throw new IOException(has() + ", expected at least 1 image of at least 1 pixel");
    }
    this.images = Memory.arrayLength(stream.where(), axes.get(0));
    this.height = Memory.arrayLength(stream.where(), axes.get(1));
    this.width = Memory.arrayLength(stream.where(), axes.get(2));
    Memory.arrayLength(stream.where(), axes.get(1) * axes.get(2) * Float.BYTES);
  }

  int images() {
    return images;
  }

  /** Bytes the images take in memory, whatever their type in the file. */
  long bytes() {
    return (long) images * height * width * Float.BYTES;
  }

  /**
   * Checks that there is one image of the same size for each of another stack.
   *
   * @throws IOException if not
   */
  void checkMatches(PixelStack other) throws IOException {
    if (images != other.images || height != other.height || width != other.width) {
      throw new IOException(
          String.format(
              "%s, expected (%d, %d, %d) as the images have",
              has(), other.images, other.height, other.width));
    }
  }

  /**
   * Reads intensities and brings them to 0..1.
   *
   * @throws IOException if a value is not finite or out of range
   */
  List<GrayImage> readImages() throws IOException {
    NpyType type = stream.header().type();
    float limit =
        switch (type) {
          case BOOL -> 1;
          case UINT16 -> 65535;
          default -> 255;
        };
    List<GrayImage> read = new ArrayList<>(images);
    float max = 0;
    for (int i = 0; i < images; i++) {
      GrayImage image = GrayImage.zeros(height, width);
      stream.read(image.pixels());
      if (type != NpyType.UINT8) {
        max = Math.max(max, highest(i, image.pixels(), limit));
      }
      if (type.isInteger()) {
        divide(image.pixels(), limit);
      }
      read.add(image);
    }
    stream.finish();
    if (!type.isInteger() && max > 1) {
      read.forEach(image -> divide(image.pixels(), limit));
    }
    return read;
  }

  /** The highest intensity of an image, all of which must be in range. */
  private float highest(int image, float[] pixels, float limit) throws IOException {
    float max = 0;
    for (float value : pixels) {
      if (!(value >= 0 && value <= limit)) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s: image %d holds %s, expected 0..%.0f%s",
                stream.where(),
                image,
                value,
                limit,
                stream.header().type().isInteger() ? "" : " or 0..1"));
      }
      max = value > max ? value : max;
    }
    return max;
  }

  /**
   * Reads masks and brings them to 0..1.
   *
   * @throws IOException if the values are neither 0 and 1, nor 0 and 255, nor soft in 0..1
   */
  List<GrayImage> readMasks() throws IOException {
    List<GrayImage> read = new ArrayList<>(images);
    float scale = 0;
    for (int i = 0; i < images; i++) {
      GrayImage mask = GrayImage.zeros(height, width);
      stream.read(mask.pixels());
      float own = scale(i, mask.pixels());
      if (own != scale && own != 0 && scale != 0) {
        throw notAMask(i, own, " where others hold " + scale);
      }
      scale = Math.max(scale, own);
      read.add(mask);
    }
    stream.finish();
    if (scale == FULL) {
      read.forEach(mask -> divide(mask.pixels(), FULL));
    }
    return read;
  }

  /** What foreground is in a mask: 1, 255, or 0 where there is none. */
  private float scale(int mask, float[] pixels) throws IOException {
    boolean unit = false;
    boolean full = false;
    for (float value : pixels) {
      if (value >= 0 && value <= 1) {
        unit |= value > 0;
      } else if (value == FULL) {
        full = true;
      } else {
        throw notAMask(mask, value, "");
      }
    }
    if (unit && full) {
      throw notAMask(mask, FULL, " beside values up to 1");
    }
    return full ? FULL : unit ? 1 : 0;
  }

  private IOException notAMask(int mask, float value, String beside) {
    return new IOException(
        String.format(
            Locale.ROOT,
            "%s: mask %d holds %s%s, expected 0 and 1, 0 and 255, or soft values 0..1",
            stream.where(),
            mask,
            value,
            beside));
  }

  /**
   * Reads labels.
   *
   * @throws IOException if one is negative, has a fraction or does not fit 32 bit
   */
  List<LabelImage> readLabels() throws IOException {
    List<LabelImage> read = new ArrayList<>(images);
    for (int i = 0; i < images; i++) {
      int[] labels = new int[height * width];
      stream.read(labels);
      try {
        read.add(new LabelImage(height, width, labels));
      } catch (IllegalArgumentException e) {
        throw new IOException(stream.where() + ": image " + i + ": " + e.getMessage(), e);
      }
    }
    stream.finish();
    return read;
  }

  private String has() {
    return stream.where() + " has shape " + stream.header().shapeText();
  }

  private static void divide(float[] values, float divisor) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= divisor;
    }
  }
}
