package org.cellcount.image;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.type.BooleanType;
import net.imglib2.type.logic.NativeBoolType;

/**
 * A two-dimensional image of foreground (true) and background, stored row by row like {@link
 * GrayImage}. The array is shared, not copied.
 */
public final class BinaryImage {
  private final int height;
  private final int width;
  private final boolean[] pixels;

  /**
   * Wraps an array.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param pixels {@code height * width} values, row by row
   * @throws IllegalArgumentException if the sizes do not match
   */
  public BinaryImage(int height, int width, boolean[] pixels) {
    Sizes.check("binary image", height, width, pixels.length);
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  /**
   * Copies any two-dimensional boolean ImgLib2 image; dimension 0 is x (columns), 1 is y (rows).
   *
   * @throws IllegalArgumentException if the image is not two-dimensional
   */
  public static <T extends BooleanType<T>> BinaryImage copyOf(RandomAccessibleInterval<T> image) {
    Sizes.checkPlane(image);
    int height = (int) image.dimension(1);
    int width = (int) image.dimension(0);
    boolean[] pixels = new boolean[Sizes.area(height, width)];
    Sizes.forEachRowMajor(image, (i, value) -> pixels[i] = value.get());
    return new BinaryImage(height, width, pixels);
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The values, row by row, not copied. */
  public boolean[] pixels() {
    return pixels;
  }

  /** The value at a row and column. */
  public boolean get(int row, int column) {
    return pixels[row * width + column];
  }

  /** Number of foreground pixels. */
  public int area() {
    int area = 0;
    for (boolean pixel : pixels) {
      area += pixel ? 1 : 0;
    }
    return area;
  }

  /** An ImgLib2 image on the same memory: dimension 0 is x (columns), dimension 1 is y (rows). */
  public ArrayImg<NativeBoolType, BooleanArray> asImg() {
    return ArrayImgs.booleans(pixels, width, height);
  }

  /** The same as 0 and 1. */
  public GrayImage toGray() {
    GrayImage gray = GrayImage.zeros(height, width);
    for (int i = 0; i < pixels.length; i++) {
      gray.pixels()[i] = pixels[i] ? 1 : 0;
    }
    return gray;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryImage image
        && width == image.width
        && Arrays.equals(pixels, image.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return "BinaryImage " + height + "x" + width;
  }
}
