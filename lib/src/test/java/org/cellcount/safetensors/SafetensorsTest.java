package org.cellcount.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cellcount.ops.HostTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir private Path folder;

  private static Map<String, HostTensor> tensors() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    float[] many = new float[40_000];
    Random random = new Random(1);
    for (int i = 0; i < many.length; i++) {
      many[i] = (float) random.nextGaussian();
    }
    tensors.put("z.weight", new HostTensor(new Shape(200, 200), many));
    tensors.put("step", HostTensor.scalar(7));
    tensors.put("nichts", new HostTensor(new Shape(0, 3), new float[0]));
    tensors.put(
        "größe", new HostTensor(new Shape(3), new float[] {Float.NaN, -0f, Float.MIN_VALUE}));
    return tensors;
  }

  private Path write(String name, String header, ByteBuffer data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[8 + json.length + data.capacity()];
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data.rewind());
    return Files.write(folder.resolve(name), file);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void whatIsWrittenIsReadBitForBit() throws IOException {
    Path file = folder.resolve("new/model.safetensors");
    Safetensors.write(file, tensors(), Map.of("config", "{\"a\": 1}\n"));
    Safetensors read = Safetensors.read(file);
    assertEquals(tensors(), read.tensors());
    assertEquals(
        List.of("z.weight", "step", "nichts", "größe"), new ArrayList<>(read.tensors().keySet()));
    assertEquals(Map.of("config", "{\"a\": 1}\n"), read.metadata());
  }

  @Test
  void theDataBeginAtAMultipleOfEightBytes() throws IOException {
    Path file = folder.resolve("model.safetensors");
    for (int length = 0; length < 8; length++) {
      Safetensors.write(file, Map.of("x".repeat(length + 1), HostTensor.scalar(1)), Map.of());
      byte[] bytes = Files.readAllBytes(file);
      assertEquals(0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
    }
  }

  @Test
  void otherTypesAreConverted() throws IOException {
    ByteBuffer data = littleEndian(8 + 4 + 8 + 8 + 2);
    data.putDouble(0.1);
    data.putShort((short) 0x3FC0).putShort((short) 0xC000); // bfloat16: 1.5, -2
    // float16: 1.5, -2, the smallest subnormal, infinity
    data.putShort((short) 0x3E00).putShort((short) 0xC000).putShort((short) 1);
    data.putShort((short) 0x7C00);
    data.putLong(16_777_216);
    data.put((byte) 200).put((byte) -3);
    Path file =
        write(
            "types.safetensors",
            "{\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]},"
                + "\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[12,20]},"
                + "\"i\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[20,28]},"
                + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[28,29]},"
                + "\"s\":{\"dtype\":\"I8\",\"shape\":[1,1],\"data_offsets\":[29,30]}}",
            data);
    Map<String, HostTensor> read = Safetensors.read(file).tensors();
    assertArrayEquals(new float[] {0.1f}, read.get("d").values());
    assertArrayEquals(new float[] {1.5f, -2}, read.get("b").values());
    assertArrayEquals(
        new float[] {1.5f, -2, 0x1p-24f, Float.POSITIVE_INFINITY}, read.get("h").values());
    assertArrayEquals(new float[] {16_777_216}, read.get("i").values());
    assertArrayEquals(new float[] {200}, read.get("u").values());
    assertArrayEquals(new float[] {-3}, read.get("s").values());
  }

  @Test
  void halvesAreRoundedToTheNearest() throws IOException {
    float[] values = {
      0,
      -0f,
      1,
      -2.5f,
      65504,
      65519,
      65520,
      -1e9f,
      Float.POSITIVE_INFINITY,
      Float.NaN,
      // Ties go to the even one: 1 + 1/2048 down to 1, 1 + 3/2048 up to 1 + 2/1024.
      1 + 1 / 2048f,
      1 + 3 / 2048f,
      1 + 1.01f / 2048,
      2047.75f,
      // Subnormal: units of 2^-24; half of one is a tie with 0.
      0x1p-24f,
      0x1p-25f,
      0x1.8p-25f,
      0x1.8p-24f,
      0x1.8p-23f,
      -0x1p-15f,
      0x1.ffcp-15f,
      1e-10f
    };
    float[] expected = {
      0,
      -0f,
      1,
      -2.5f,
      65504,
      65504,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.POSITIVE_INFINITY,
      Float.NaN,
      1,
      1 + 2 / 1024f,
      1 + 1 / 1024f,
      2048,
      0x1p-24f,
      0,
      0x1p-24f,
      0x1p-23f,
      0x1.8p-23f,
      -0x1p-15f,
      0x1p-14f,
      0
    };
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("weight", new HostTensor(new Shape(2, values.length / 2), values.clone()));
    tensors.put("bias", new HostTensor(new Shape(values.length), values.clone()));
    Path file = folder.resolve("half.safetensors");
    Safetensors.writeHalf(file, tensors, Map.of("epoch", "3"));
    Safetensors read = Safetensors.read(file);
    assertArrayEquals(expected, read.tensors().get("weight").values());
    assertArrayEquals(values, read.tensors().get("bias").values());
    assertArrayEquals(values, tensors.get("weight").values());
    assertEquals(Map.of("epoch", "3"), read.metadata());
  }

  @Test
  void everyHalfIsWrittenAsItWasRead() throws IOException {
    ByteBuffer all = littleEndian(2 << 16);
    for (int bits = 0; bits < 1 << 16; bits++) {
      all.putShort((short) bits);
    }
    Path file = write("all.safetensors", tensor("F16", "[256,256]", "[0,131072]"), all);
    Map<String, HostTensor> read = Safetensors.read(file).tensors();
    Path again = folder.resolve("again.safetensors");
    Safetensors.writeHalf(again, read, Map.of());
    assertEquals(read, Safetensors.read(again).tensors());
  }

  @Test
  void aFileOfHalvesIsHalfAsLarge() throws IOException {
    Path whole = folder.resolve("whole.safetensors");
    Path half = folder.resolve("half.safetensors");
    Safetensors.write(whole, tensors(), Map.of());
    Safetensors.writeHalf(half, tensors(), Map.of());
    assertEquals(0.5, (double) Files.size(half) / Files.size(whole), 0.01);
    float[] values = Safetensors.read(half).tensors().get("z.weight").values();
    float[] before = tensors().get("z.weight").values();
    for (int i = 0; i < values.length; i++) {
      assertEquals(before[i], values[i], Math.max(Math.abs(before[i]) / 2048, 0x1p-25f));
    }
  }

  @Test
  void integersThatFloatsDoNotHoldAreRefused() throws IOException {
    Path file =
        write(
            "big.safetensors",
            "{\"i\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}",
            littleEndian(8).putLong(16_777_217));
    assertFails(file, "tensor 'i': float32 does not hold 16777217");
  }

  @Test
  void everyCutAndEveryFlippedBitIsNoticed() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Map<String, HostTensor> small = Map.of("w", new HostTensor(new Shape(2), new float[] {1, 2}));
    Safetensors.write(file, small, Map.of("epoch", "3"));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, () -> Safetensors.read(file), "cut at " + length);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThrows(IOException.class, () -> Safetensors.read(file), "a byte more");
    for (int i = whole.length - 8; i < whole.length; i++) {
      byte[] altered = whole.clone();
      altered[i] ^= 4;
      Files.write(file, altered);
      assertFails(file, "its content does not match its checksum");
    }
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    Files.write(file, text.replace("\"3\"", "\"4\"").getBytes(StandardCharsets.ISO_8859_1));
    assertFails(file, "its content does not match its checksum");
  }

  @Test
  void malformedHeadersAreRefused() throws IOException {
    ByteBuffer eight = littleEndian(8);
    assertFails(write("a", "not json", eight), "the header is not that of a safetensors file");
    assertFails(write("b", "[]", eight), "the header is not that of a safetensors file");
    assertFails(
        write("c", tensor("Q4", "[2]", "[0,8]"), eight),
        "tensor 'w': entry 'dtype' is \"Q4\", expected one of F64, F32, F16, BF16, I64, I32, I16, I8,"
            + " U8, BOOL");
    assertFails(
        write("k", tensor("F32", "[null]", "[0,8]"), eight),
        "tensor 'w': entry 'shape[0]' is null, expected a value");
    assertFails(write("l", "{\"w\":null}", eight), "tensor 'w': it is null, expected {...}");
    assertFails(
        write("m", "{\"__metadata__\":{\"a\":5}}", littleEndian(0)),
        "'__metadata__' is {\"a\":5}, expected texts by name");
    assertFails(
        write("n", "{\"__metadata__\":[]}", littleEndian(0)),
        "'__metadata__' is [], expected texts by name");
    assertFails(
        write("d", tensor("F32", "[3]", "[0,8]"), eight),
        "tensor 'w' does not have the bytes of its shape");
    assertFails(
        write("e", tensor("F32", "[1]", "[4,8]"), eight),
        "tensor 'w' does not begin where another ends");
    assertFails(
        write("f", tensor("F32", "[1]", "[0,4]"), eight),
        "the tensors take 4 bytes, the file has 8");
    assertFails(write("g", tensor("F32", "[-2]", "[0,8]"), eight), "tensor 'w' has a size of -2");
    assertFails(
        write("h", tensor("F32", "[4611686018427387904,8]", "[0,8]"), eight), "long overflow");
    assertFails(write("i", "{\"w\":{}}", eight), "the header is not that of a safetensors file");
    Path huge = Files.write(folder.resolve("j"), new byte[] {0, 0, 0, 0, 0, 0, 0, 16, 1, 2, 3});
    assertFails(huge, "it is not a safetensors file, or truncated");
    assertFails(folder.resolve("absent"), folder.resolve("absent") + " does not exist");
  }

  private static String tensor(String type, String shape, String offsets) {
    return "{\"w\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(type, shape, offsets);
  }

  private static void assertFails(Path file, String reason) {
    IOException error = assertThrows(IOException.class, () -> Safetensors.read(file));
    assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }
}
