package org.cellcount.npz;

import java.nio.ByteBuffer;
import java.util.Locale;

/** The element types of NumPy arrays that are read here: booleans, integers and floats. */
public enum NpyType {
  /** One byte, 0 or 1. */
  BOOL("b1"),
  /** Signed 8 bit. */
  INT8("i1"),
  /** Unsigned 8 bit. */
  UINT8("u1"),
  /** Signed 16 bit. */
  INT16("i2"),
  /** Unsigned 16 bit. */
  UINT16("u2"),
  /** Signed 32 bit. */
  INT32("i4"),
  /** Unsigned 32 bit. */
  UINT32("u4"),
  /** Signed 64 bit. */
  INT64("i8"),
  /** Unsigned 64 bit. */
  UINT64("u8"),
  /** Half precision. */
  FLOAT16("f2"),
  /** Single precision. */
  FLOAT32("f4"),
  /** Double precision. */
  FLOAT64("f8");

  private final String code;

  NpyType(String code) {
    this.code = code;
  }

  /** NumPy's code without the byte order, like {@code f4}. */
  String code() {
    return code;
  }

  /** Bytes of one element. */
  public int bytes() {
    return code.charAt(1) - '0';
  }

  /** Whether values are whole numbers (booleans too). */
  public boolean isInteger() {
    return code.charAt(0) != 'f';
  }

  /** NumPy's name, like {@code float32}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The element at a byte offset as a double; 64-bit integers are rounded to the nearest. */
  double number(ByteBuffer data, int offset) {
    return switch (this) {
      case FLOAT16 -> half(data.getShort(offset));
      case FLOAT32 -> data.getFloat(offset);
      case FLOAT64 -> data.getDouble(offset);
      case UINT64 -> unsigned(data.getLong(offset));
      default -> integer(data, offset);
    };
  }

  /**
   * The element at a byte offset as a whole number.
   *
   * @throws ArithmeticException if it has a fraction or does not fit 64 bit
   */
  long integer(ByteBuffer data, int offset) {
    return switch (this) {
      case BOOL, UINT8 -> data.get(offset) & 0xff;
      case INT8 -> data.get(offset);
      case INT16 -> data.getShort(offset);
      case UINT16 -> data.getShort(offset) & 0xffff;
      case INT32 -> data.getInt(offset);
      case UINT32 -> data.getInt(offset) & 0xffffffffL;
      case INT64 -> data.getLong(offset);
      case UINT64 -> {
        long bits = data.getLong(offset);
        if (bits < 0) {
          throw new ArithmeticException(Long.toUnsignedString(bits) + " does not fit 64 bit");
        }
        yield bits;
      }
      default -> whole(number(data, offset));
    };
  }

  /** Converts elements from a buffer's position on. */
  void floats(ByteBuffer data, float[] target, int from, int number) {
    int start = data.position();
    switch (this) {
      case FLOAT32 -> data.slice().order(data.order()).asFloatBuffer().get(target, from, number);
      case UINT8 -> {
        for (int i = 0; i < number; i++) {
          target[from + i] = data.get(start + i) & 0xff;
        }
      }
      default -> {
        for (int i = 0; i < number; i++) {
          target[from + i] = (float) number(data, start + i * bytes());
        }
      }
    }
  }

  /**
   * Converts elements from a buffer's position on.
   *
   * @throws ArithmeticException if one has a fraction or does not fit 32 bit
   */
  void ints(ByteBuffer data, int[] target, int from, int number) {
    int start = data.position();
    if (this == UINT8) {
      for (int i = 0; i < number; i++) {
        target[from + i] = data.get(start + i) & 0xff;
      }
      return;
    }
    for (int i = 0; i < number; i++) {
      long value = integer(data, start + i * bytes());
      if (value != (int) value) {
        throw new ArithmeticException(value + " does not fit 32 bit");
      }
      target[from + i] = (int) value;
    }
  }

  private static long whole(double value) {
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw new ArithmeticException(value + " is not a whole number");
    }
    return (long) value;
  }

  private static double unsigned(long bits) {
    // Halved with the lost bit kept, so that rounding happens once.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
