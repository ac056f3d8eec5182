package org.cellcount.npz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type, byte order, memory order and format version, as NumPy itself wrote them. */
class NpyTypesTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static Map<String, NpyArray> arrays;

  @BeforeAll
  static void read() throws IOException {
    arrays = Npz.read(FIXTURES.resolve("numpy_deflated.npz"));
  }

  @ParameterizedTest
  @EnumSource(NpyType.class)
  void readsEitherByteOrderAndEitherMemoryOrder(NpyType type) {
    double[] expected = IntStream.range(0, 24).mapToDouble(i -> value(type, i)).toArray();
    for (String order : new String[] {"little_C", "big_C", "little_F", "big_F"}) {
      NpyArray array = arrays.get(type.code() + "_" + order);
      assertEquals(type, array.type(), order);
      assertArrayEquals(new int[] {2, 3, 4}, array.shape(), order);
      assertArrayEquals(expected, array.toDoubles(), order);
      float[] floats = array.toFloats();
      for (int i = 0; i < 24; i++) {
        assertEquals((float) expected[i], floats[i], order);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = NpyType.class, mode = EnumSource.Mode.MATCH_NONE, names = "FLOAT.*")
  void integersStayWhole(NpyType type) {
    NpyArray array = arrays.get(type.code() + "_big_F");
    int[] ints = array.toInts();
    long[] longs = array.toLongs();
    for (int i = 0; i < 24; i++) {
      assertEquals((int) value(type, i), ints[i]);
      assertEquals((long) value(type, i), longs[i]);
    }
  }

  @Test
  void halfPrecisionHasSubnormalsInfinitiesAndNan() {
    float[] expected = {
      5.9604645E-8f,
      -6.097555E-5f,
      65504,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      0,
      -0f
    };
    assertArrayEquals(expected, arrays.get("half_extremes").toFloats());
  }

  @Test
  void largeIntegersAreRightOrRefused() {
    assertArrayEquals(
        new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, arrays.get("extremes_i8").toLongs());
    assertArrayEquals(
        new double[] {0, 0x1p63, 0x1p64, 0x1p53}, arrays.get("extremes_u8").toDoubles());
    ArithmeticException tooLarge =
        assertThrows(ArithmeticException.class, arrays.get("extremes_u8")::toLongs);
    assertEquals("9223372036854775808 does not fit 64 bit", tooLarge.getMessage());
    tooLarge = assertThrows(ArithmeticException.class, arrays.get("extremes_i8")::toInts);
    assertEquals("-9223372036854775808 does not fit 32 bit", tooLarge.getMessage());
  }

  @Test
  void fractionsAreNoIntegers() {
    ArithmeticException fraction =
        assertThrows(ArithmeticException.class, arrays.get("f4_little_C")::toInts);
    assertEquals("-1.75 is not a whole number", fraction.getMessage());
  }

  @Test
  void scalarsAndVectorsKeepTheirShape() {
    assertArrayEquals(new int[0], arrays.get("scalar").shape());
    assertArrayEquals(new double[] {2.5}, arrays.get("scalar").toDoubles());
    assertArrayEquals(new int[] {3}, arrays.get("vector").shape());
    assertArrayEquals(new int[] {0, 1, 2}, arrays.get("vector").toInts());
  }

  @Test
  void storedEntriesReadLikeDeflatedOnes() throws IOException {
    Map<String, NpyArray> stored = Npz.read(FIXTURES.resolve("numpy_stored.npz"));
    assertEquals(2, stored.size());
    stored.forEach(
        (name, array) -> assertArrayEquals(arrays.get(name).toDoubles(), array.toDoubles(), name));
  }

  @Test
  void readsFormatVersions1To3() throws IOException {
    for (int version = 1; version <= 3; version++) {
      NpyArray array = Npz.read(FIXTURES.resolve("numpy_versions.npz"), "version" + version);
      assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, array.toFloats());
    }
  }

  private static double value(NpyType type, int i) {
    return switch (type.code().charAt(0)) {
      case 'b' -> i % 3 == 1 ? 1 : 0;
      case 'u' -> i * 10;
      case 'i' -> i * 5 - 60;
      default -> i / 4.0 - 2;
    };
  }
}
