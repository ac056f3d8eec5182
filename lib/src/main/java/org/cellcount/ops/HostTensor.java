package org.cellcount.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cellcount.image.GrayImage;

/** A float32 tensor in Java memory: the last dimension varies fastest. */
public final class HostTensor {
  private final Shape shape;
  private final float[] values;

  /**
   * Wraps an array.
   *
   * @param shape sizes, outermost first; none for a scalar
   * @param values {@code shape.size()} values; shared, not copied
   * @throws IllegalArgumentException if the values do not fill the shape
   */
  public HostTensor(Shape shape, float[] values) {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill a tensor of shape " + shape);
    }
    this.shape = shape;
    this.values = values;
  }

  /** A scalar. */
  public static HostTensor scalar(float value) {
    return new HostTensor(new Shape(), new float[] {value});
  }

  /** Sizes, outermost first; none for a scalar. */
  public Shape shape() {
    return shape;
  }

  /** The values, not copied. */
  public float[] values() {
    return values;
  }

  /**
   * Copies images of one size into a tensor (N, 1, H, W).
   *
   * @throws IllegalArgumentException if there is none or the sizes differ
   */
  public static HostTensor ofImages(List<GrayImage> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("no images");
    }
    GrayImage first = images.get(0);
    int area = first.pixels().length;
    float[] values = new float[Math.multiplyExact(images.size(), area)];
    for (int i = 0; i < images.size(); i++) {
      GrayImage image = images.get(i);
      if (image.height() != first.height() || image.width() != first.width()) {
        throw new IllegalArgumentException("image " + i + " is " + image + ", image 0 is " + first);
      }
      System.arraycopy(image.pixels(), 0, values, i * area, area);
    }
    return new HostTensor(new Shape(images.size(), 1, first.height(), first.width()), values);
  }

  /** A copy of one map of a tensor (N, C, H, W). */
  public GrayImage map(int sample, int channel) {
    if (shape.dimension() != 4) {
      throw new IllegalArgumentException("a tensor of shape " + shape + " holds no maps");
    }
    Objects.checkIndex(sample, shape.get(0));
    Objects.checkIndex(channel, shape.get(1));
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    int start = (int) ((sample * shape.get(1) + channel) * height * width);
    return new GrayImage(height, width, Arrays.copyOfRange(values, start, start + height * width));
  }

  /**
   * Copies the parts of a dimension that are listed.
   *
   * @param dimension 0 for the outermost
   * @param parts indices in that dimension, in the order wanted
   */
  public HostTensor select(int dimension, int... parts) {
    int size = (int) shape.get(dimension);
    int inner = (int) shape.slice(dimension + 1).size();
    int outer = (int) shape.slice(0, dimension).size();
    float[] selected = new float[outer * parts.length * inner];
    for (int o = 0, to = 0; o < outer; o++) {
      for (int part : parts) {
        int from = (o * size + Objects.checkIndex(part, size)) * inner;
        System.arraycopy(values, from, selected, to, inner);
        to += inner;
      }
    }
    long[] sizes = shape.getShape().clone();
    sizes[dimension] = parts.length;
    return new HostTensor(new Shape(sizes), selected);
  }

  /** A copy of a float32 tensor of any device and memory layout. */
  public static HostTensor copyOf(NDArray tensor) {
    return new HostTensor(tensor.getShape(), tensor.toFloatArray());
  }

  /**
   * Copies the values into a tensor.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public void copyTo(NDArray tensor) {
    if (!shape.equals(tensor.getShape())) {
      throw new IllegalArgumentException(
          "shape " + shape + " does not match the tensor's " + tensor.getShape());
    }
    try (NDManager manager = tensor.getManager().newSubManager()) {
      TorchOps.copy(manager.create(values, shape), tensor);
    }
  }

  /** Whether the other tensor has the same shape and the same values, bit for bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof HostTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "HostTensor " + shape;
  }
}
