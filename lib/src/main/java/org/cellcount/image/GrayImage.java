package org.cellcount.image;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A two-dimensional image of floats: intensities, probabilities, soft masks (all 0..1) or distances
 * (pixels).
 *
 * <p>The pixels are an array, row by row: pixel (row, column) is {@code pixels[row * width +
 * column]}. It is also an ImgLib2 image on that array: dimension 0 is x (columns), dimension 1 is y
 * (rows). The array is shared, not copied; code in this library never writes to an image it was
 * given.
 */
public final class GrayImage extends Plane<FloatType, FloatArray> {
  private final float[] pixels;

  /**
   * Wraps an array.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param pixels {@code height * width} values, row by row
   * @throws IllegalArgumentException if the sizes do not match
   */
  public GrayImage(int height, int width, float[] pixels) {
    super(height, width, pixels.length, new FloatArray(pixels));
    this.pixels = pixels;
    setLinkedType(new FloatType(this));
  }

  /** An image of zeros. */
  public static GrayImage zeros(int height, int width) {
    return new GrayImage(height, width, new float[Sizes.area(height, width)]);
  }

  /**
   * Takes any ImgLib2 image of numbers. Shares the array behind {@code ArrayImgs.floats}, copies
   * all others.
   *
   * @throws IllegalArgumentException if it is not two-dimensional or has no pixels
   */
  public static GrayImage of(RandomAccessibleInterval<? extends RealType<?>> image) {
    if (image instanceof GrayImage gray) {
      return gray;
    }
    Sizes.checkPlane(image);
    int height = (int) image.dimension(1);
    int width = (int) image.dimension(0);
    if (Sizes.array(image, FloatType.class) instanceof float[] shared) {
      return new GrayImage(height, width, shared);
    }
    GrayImage copy = zeros(height, width);
    Sizes.forEachRowMajor(image, (i, value) -> copy.pixels[i] = value.getRealFloat());
    return copy;
  }

  /** The values, row by row, not copied. */
  public float[] pixels() {
    return pixels;
  }

  /** The value at a row and column. */
  public float get(int row, int column) {
    return pixels[row * width() + column];
  }

  /** A deep copy. */
  @Override
  public GrayImage copy() {
    return new GrayImage(height(), width(), pixels.clone());
  }

  /**
   * A copy of a window; where it reaches beyond the image, that is mirrored at its edges, the
   * outermost pixels twice: 1 0 | 0 1 2.
   *
   * @param top first row, may be negative
   * @param left first column, may be negative
   * @param windowHeight rows, at least 1
   * @param windowWidth columns, at least 1
   */
  public GrayImage window(int top, int left, int windowHeight, int windowWidth) {
    GrayImage window = zeros(windowHeight, windowWidth);
    for (int row = 0; row < windowHeight; row++) {
      int from = Sizes.mirrored(top + row, height()) * width();
      for (int column = 0; column < windowWidth; column++) {
        window.pixels[row * windowWidth + column] =
            pixels[from + Sizes.mirrored(left + column, width())];
      }
    }
    return window;
  }

  /** 1 minus every value: of a mask, the background. */
  public GrayImage complement() {
    GrayImage complement = zeros(height(), width());
    for (int i = 0; i < pixels.length; i++) {
      complement.pixels[i] = 1 - pixels[i];
    }
    return complement;
  }

  /** Pixels above a threshold, strictly. */
  public BinaryImage above(double threshold) {
    boolean[] above = new boolean[pixels.length];
    for (int i = 0; i < above.length; i++) {
      above[i] = pixels[i] > threshold;
    }
    return new BinaryImage(height(), width(), above);
  }

  /** Whether the other image has the same size and the same values, bit for bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof GrayImage image
        && width() == image.width()
        && Arrays.equals(pixels, image.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * width() + Arrays.hashCode(pixels);
  }
}
