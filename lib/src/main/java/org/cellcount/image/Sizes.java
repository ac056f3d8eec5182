package org.cellcount.image;

import java.lang.reflect.Array;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.view.Views;
import org.cellcount.base.Require;

/** Size checks and pixel order shared by the image types. */
final class Sizes {
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Sizes() {}

  /** Receives a pixel and its row-major index. */
  interface PixelConsumer<T> {
    void accept(int index, T value);
  }

  /** Number of pixels. */
  static int area(long height, long width) {
    if (height < 1 || width < 1 || height > LONGEST_ARRAY / width) {
      throw Require.refusal("size", height + "x" + width, "1 to 2,147,483,639 pixels");
    }
    return (int) (height * width);
  }

  /** The dimensions in the order of ImgLib2, if an array of that length fits them. */
  static long[] dimensions(int height, int width, int length) {
    if (area(height, width) != length) {
      throw Require.refusal("array", "of " + length + " pixels", height + "x" + width);
    }
    return new long[] {width, height};
  }

  /** An index beyond the ends, mirrored there: 1 0 | 0 1 2. */
  static int mirrored(int index, int length) {
    int folded = Math.floorMod(index, 2 * length);
    return Math.min(folded, 2 * length - 1 - folded);
  }

  static void checkPlane(RandomAccessibleInterval<?> image) {
    int dimensions = image.numDimensions();
    Require.that(dimensions == 2, "number of dimensions", dimensions, "2");
    int unused = area(image.dimension(1), image.dimension(0));
  }

  /** The array of an image that has all its pixels in one, row by row, as that type; else null. */
  static Object array(RandomAccessibleInterval<?> image, Class<?> type) {
    return image instanceof ArrayImg<?, ?> img
            && type.isInstance(img.getType())
            && img.update(null) instanceof ArrayDataAccess<?> access
            && Array.getLength(access.getCurrentStorageArray()) == img.size()
        ? access.getCurrentStorageArray()
        : null;
  }

  static <T> void forEachRowMajor(RandomAccessibleInterval<T> image, PixelConsumer<T> consumer) {
    Cursor<T> cursor = Views.flatIterable(image).cursor();
    for (int i = 0; cursor.hasNext(); i++) {
      consumer.accept(i, cursor.next());
    }
  }
}
