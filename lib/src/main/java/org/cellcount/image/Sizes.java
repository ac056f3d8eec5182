package org.cellcount.image;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;

/** Size checks and pixel order shared by the image types. */
final class Sizes {
  private Sizes() {}

  /** Receives a pixel and its row-major index. */
  interface PixelConsumer<T> {
    void accept(int index, T value);
  }

  static int area(int height, int width) {
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "size " + height + "x" + width + ": expected 1 to 2,147,483,639 pixels");
    }
    return height * width;
  }

  static void check(String name, int height, int width, int length) {
    if (area(height, width) != length) {
      throw new IllegalArgumentException(
          name + " of " + height + "x" + width + " does not match " + length + " pixels");
    }
  }

  /** An index beyond the ends, mirrored there: 1 0 | 0 1 2. */
  static int mirrored(int index, int length) {
    int folded = Math.floorMod(index, 2 * length);
    return Math.min(folded, 2 * length - 1 - folded);
  }

  static void checkPlane(RandomAccessibleInterval<?> image) {
    if (image.numDimensions() != 2) {
      throw new IllegalArgumentException(
          "image has " + image.numDimensions() + " dimensions, expected 2");
    }
    if (image.dimension(0) > Integer.MAX_VALUE || image.dimension(1) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "image of " + image.dimension(1) + "x" + image.dimension(0) + " is too large");
    }
  }

  static <T> void forEachRowMajor(RandomAccessibleInterval<T> image, PixelConsumer<T> consumer) {
    Cursor<T> cursor = Views.flatIterable(image).cursor();
    for (int i = 0; cursor.hasNext(); i++) {
      consumer.accept(i, cursor.next());
    }
  }
}
