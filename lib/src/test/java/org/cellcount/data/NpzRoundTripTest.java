package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellcount.npz.NpyArray;
import org.cellcount.npz.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzRoundTripTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("weights/conv.0", NpyArray.of(new float[] {1.5f, -2, Float.NaN}, 3, 1));
    arrays.put("bytes", NpyArray.of(new byte[] {0, (byte) 200}, 2));
    arrays.put("ints", NpyArray.of(new int[] {Integer.MIN_VALUE, 7, 0, 1}, 2, 2));
    arrays.put("longs", NpyArray.of(new long[] {Long.MAX_VALUE}));
    arrays.put("doubles", NpyArray.of(new double[] {Math.PI}, 1));
    arrays.put("nothing", NpyArray.of(new float[0], 0, 128, 128));
    Path file = folder.resolve("new/folder/file.npz");
    Npz.write(file, arrays);

    Map<String, NpyArray> read = Npz.read(file);
    assertEquals(List.copyOf(arrays.keySet()), List.copyOf(read.keySet()));
    arrays.forEach(
        (name, array) -> {
          assertEquals(array.toString(), read.get(name).toString());
          assertArrayEquals(array.bytes(), read.get(name).bytes(), name);
        });
  }

  @Test
  void sameArraysSameBytes() throws IOException {
    Map<String, NpyArray> arrays = Map.of("a", NpyArray.of(new float[] {1, 2}, 2));
    Path one = folder.resolve("one.npz");
    Path two = folder.resolve("two.npz");
    Npz.write(one, arrays);
    Npz.write(two, arrays);
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
  }

  @Test
  void shapeMustFit() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> NpyArray.of(new float[] {1, 2, 3}, 2, 2));
    assertEquals("shape [2, 2] does not match 3 values", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> NpyArray.of(new float[] {1, 2}, -1, -2));
    assertThrows(
        IllegalArgumentException.class,
        () -> NpyArray.of(new float[0], 1 << 16, 1 << 16, 1 << 16, 1 << 16));
  }

  @Test
  void arraysAreCopied() {
    byte[] bytes = {1, 2};
    NpyArray array = NpyArray.of(bytes, 2);
    bytes[0] = 9;
    assertArrayEquals(new int[] {1, 2}, array.toInts());
  }
}
