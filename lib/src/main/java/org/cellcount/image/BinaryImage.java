package org.cellcount.image;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.type.BooleanType;
import net.imglib2.type.logic.NativeBoolType;

/**
 * A mask: a two-dimensional image of foreground (true) and background (false), stored row by row
 * and an ImgLib2 image as {@link GrayImage} is.
 */
public final class BinaryImage extends Plane<NativeBoolType, BooleanArray> {
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
    super(height, width, pixels.length, new BooleanArray(pixels));
    this.pixels = pixels;
    setLinkedType(new NativeBoolType(this));
  }

  /**
   * Takes any ImgLib2 image of true and false. Shares the array behind {@code ArrayImgs.booleans},
   * copies all others.
   *
   * @throws IllegalArgumentException if it is not two-dimensional or has no pixels
   */
  public static BinaryImage of(RandomAccessibleInterval<? extends BooleanType<?>> image) {
    if (image instanceof BinaryImage binary) {
      return binary;
    }
    Sizes.checkPlane(image);
    int height = (int) image.dimension(1);
    int width = (int) image.dimension(0);
    if (Sizes.array(image, NativeBoolType.class) instanceof boolean[] shared) {
      return new BinaryImage(height, width, shared);
    }
    boolean[] copy = new boolean[Sizes.area(height, width)];
    Sizes.forEachRowMajor(image, (i, value) -> copy[i] = value.get());
    return new BinaryImage(height, width, copy);
  }

  /** The values, row by row, not copied. */
  public boolean[] pixels() {
    return pixels;
  }

  /** The value at a row and column. */
  public boolean get(int row, int column) {
    return pixels[row * width() + column];
  }

  /** A deep copy. */
  @Override
  public BinaryImage copy() {
    return new BinaryImage(height(), width(), pixels.clone());
  }

  /** Number of foreground pixels. */
  public int area() {
    int area = 0;
    for (boolean pixel : pixels) {
      area += pixel ? 1 : 0;
    }
    return area;
  }

  /** The same as an image: 1 in the foreground, 0 in the background. */
  public GrayImage toGray() {
    GrayImage gray = GrayImage.zeros(height(), width());
    for (int i = 0; i < pixels.length; i++) {
      gray.pixels()[i] = pixels[i] ? 1 : 0;
    }
    return gray;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryImage image
        && width() == image.width()
        && Arrays.equals(pixels, image.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * width() + Arrays.hashCode(pixels);
  }
}
