package org.cellcount.image;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.type.NativeType;
import net.imglib2.util.Fraction;

/** An ImgLib2 image of two dimensions whose pixels are a Java array, row by row. */
abstract class Plane<T extends NativeType<T>, A extends DataAccess> extends ArrayImg<T, A> {
  private final int height;
  private final int width;

  Plane(int height, int width, int length, A pixels) {
    super(pixels, Sizes.dimensions(height, width, length), new Fraction());
    this.height = height;
    this.width = width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + " " + height + "x" + width;
  }
}
