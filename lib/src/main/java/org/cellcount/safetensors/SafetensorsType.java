package org.cellcount.safetensors;

import java.nio.ByteBuffer;

/** The element types of safetensors files that become float32. */
enum SafetensorsType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private static final int F16_FRACTION_BITS = 10;
  private static final int F16_FRACTION = (1 << F16_FRACTION_BITS) - 1;
  private static final int F16_EXPONENT = 0x1f;
  private static final int F16_BIAS = 15;

  /** The smallest value that is rounded to infinity. */
  private static final float F16_OVERFLOW = 65520;

  private final int bytes;

  SafetensorsType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /**
   * The next value; doubles are rounded to the nearest.
   *
   * @throws ArithmeticException for an integer that float32 does not hold
   */
  float read(ByteBuffer in) {
    return switch (this) {
      case F64 -> (float) in.getDouble();
      case F32 -> in.getFloat();
      case F16 -> half(in.getShort());
      case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
      case I64 -> exact(in.getLong());
      case I32 -> exact(in.getInt());
      case I16 -> in.getShort();
      case I8 -> in.get();
      case U8, BOOL -> Byte.toUnsignedInt(in.get());
    };
  }

  /** Writes a value; only for F32 and F16, which is rounded to the nearest, ties to even. */
  void write(float value, ByteBuffer out) {
    if (this == F16) {
      out.putShort(half(value));
    } else if (this == F32) {
      out.putFloat(value);
    } else {
      throw new IllegalStateException("values of type " + this + " are not written");
    }
  }

  /** A value as this type holds it; only for F32 and F16. */
  float rounded(float value) {
    return this == F16 ? half(half(value)) : value;
  }

  private static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (!(magnitude < F16_OVERFLOW)) {
      return (short) (sign | (F16_EXPONENT << F16_FRACTION_BITS) | (Float.isNaN(value) ? 1 : 0));
    }
    int exponent = Math.max(Math.getExponent(magnitude), 1 - F16_BIAS);
    // In units of the last place; one too many carries into the exponent, as it should.
    int units = (int) Math.rint(Math.scalb((double) magnitude, F16_FRACTION_BITS - exponent));
    return (short) (sign | (units + ((exponent + F16_BIAS - 1) << F16_FRACTION_BITS)));
  }

  private static float exact(long value) {
    float rounded = value;
    if ((long) rounded != value) {
      throw new ArithmeticException("float32 does not hold " + value);
    }
    return rounded;
  }

  /** IEEE 754 binary16: sign, 5 bits of exponent, 10 bits of fraction. */
  private static float half(short bits) {
    int exponent = (bits >> F16_FRACTION_BITS) & F16_EXPONENT;
    int fraction = bits & F16_FRACTION;
    float magnitude;
    if (exponent == F16_EXPONENT) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, 1 - F16_BIAS - F16_FRACTION_BITS);
    } else {
      int significand = fraction | (1 << F16_FRACTION_BITS);
      magnitude = Math.scalb((float) significand, exponent - F16_BIAS - F16_FRACTION_BITS);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
