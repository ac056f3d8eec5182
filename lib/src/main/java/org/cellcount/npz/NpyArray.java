package org.cellcount.npz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cellcount.base.Memory;

/** A NumPy array of booleans, integers or floats, in C order: the last axis varies fastest. */
public final class NpyArray {
  private final NpyType type;
  private final int[] shape;
  private final byte[] bytes;
  private final ByteBuffer data;

  private NpyArray(NpyType type, int[] shape, byte[] bytes) {
    if (sizeOf(shape) != bytes.length / type.bytes()) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " does not match "
              + bytes.length / type.bytes()
              + " values");
    }
    this.type = type;
    this.shape = shape.clone();
    this.bytes = bytes;
    this.data = littleEndian(bytes);
  }

  /**
   * A uint8 array.
   *
   * @throws IllegalArgumentException if the shape does not match the number of values
   */
  public static NpyArray of(byte[] values, int... shape) {
    return new NpyArray(NpyType.UINT8, shape, values.clone());
  }

  /**
   * An int32 array.
   *
   * @throws IllegalArgumentException if the shape does not match the number of values
   */
  public static NpyArray of(int[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, NpyType.INT32.bytes())];
    littleEndian(bytes).asIntBuffer().put(values);
    return new NpyArray(NpyType.INT32, shape, bytes);
  }

  /**
   * An int64 array.
   *
   * @throws IllegalArgumentException if the shape does not match the number of values
   */
  public static NpyArray of(long[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, NpyType.INT64.bytes())];
    littleEndian(bytes).asLongBuffer().put(values);
    return new NpyArray(NpyType.INT64, shape, bytes);
  }

  /**
   * A float32 array.
   *
   * @throws IllegalArgumentException if the shape does not match the number of values
   */
  public static NpyArray of(float[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, NpyType.FLOAT32.bytes())];
    littleEndian(bytes).asFloatBuffer().put(values);
    return new NpyArray(NpyType.FLOAT32, shape, bytes);
  }

  /**
   * A float64 array.
   *
   * @throws IllegalArgumentException if the shape does not match the number of values
   */
  public static NpyArray of(double[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, NpyType.FLOAT64.bytes())];
    littleEndian(bytes).asDoubleBuffer().put(values);
    return new NpyArray(NpyType.FLOAT64, shape, bytes);
  }

  /** Reads all values of a stream. */
  static NpyArray read(NpyStream stream) throws IOException {
    NpyHeader header = stream.header();
    Memory.check(stream.where(), header.dataBytes());
    byte[] bytes = new byte[Memory.arrayLength(stream.where(), header.dataBytes())];
    stream.read(bytes);
    stream.finish();
    int[] shape = new int[header.shape().size()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = Memory.arrayLength(stream.where(), header.shape().get(axis));
    }
    if (header.order() == ByteOrder.BIG_ENDIAN) {
      reverse(bytes, header.type().bytes());
    }
    return new NpyArray(header.type(), shape, bytes);
  }

  /** Element type as in the file. */
  public NpyType type() {
    return type;
  }

  /** Size of each axis; empty for a single value. */
  public int[] shape() {
    return shape.clone();
  }

  /** Number of values. */
  public int size() {
    return bytes.length / type.bytes();
  }

  /** All values as floats, rounded to the nearest where float32 does not hold them. */
  public float[] toFloats() {
    float[] values = new float[size()];
    type.floats(data, values, 0, values.length);
    return values;
  }

  /** All values as doubles. */
  public double[] toDoubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.number(data, i * type.bytes());
    }
    return values;
  }

  /**
   * All values as 32-bit integers; booleans are 0 and 1.
   *
   * @throws ArithmeticException if one has a fraction or does not fit
   */
  public int[] toInts() {
    int[] values = new int[size()];
    type.ints(data, values, 0, values.length);
    return values;
  }

  /**
   * All values as 64-bit integers; booleans are 0 and 1.
   *
   * @throws ArithmeticException if one has a fraction or does not fit
   */
  public long[] toLongs() {
    long[] values = new long[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.integer(data, i * type.bytes());
    }
    return values;
  }

  @Override
  public String toString() {
    return type.label() + Arrays.toString(shape);
  }

  /** The values as they are written: little-endian, C order. */
  public byte[] bytes() {
    return bytes;
  }

  private static void reverse(byte[] bytes, int size) {
    for (int start = 0; start < bytes.length; start += size) {
      for (int low = start, high = start + size - 1; low < high; low++, high--) {
        byte kept = bytes[low];
        bytes[low] = bytes[high];
        bytes[high] = kept;
      }
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Number of values of a shape; beyond what an array can hold, too many to match any. */
  private static long sizeOf(int[] shape) {
    long size = 1;
    for (int axis : shape) {
      if (axis < 0) {
        return -1;
      }
      size = Math.min(size, Integer.MAX_VALUE) * axis;
    }
    return size;
  }
}
