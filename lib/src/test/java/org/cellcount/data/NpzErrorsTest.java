package org.cellcount.data;

import static org.cellcount.npz.NpyBytes.floats;
import static org.cellcount.npz.NpyBytes.npy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cellcount.base.Memory;
import org.cellcount.npz.NpyArray;
import org.cellcount.npz.NpyBytes;
import org.cellcount.npz.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be: an IOException that names file, array and reason. */
class NpzErrorsTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  @TempDir private Path folder;

  @Test
  void missingFile() {
    Path file = folder.resolve("absent.npz");
    assertEquals(file + " does not exist", messageOf(file));
  }

  @Test
  void folderInsteadOfFile() {
    assertEquals(folder + " is a folder, expected an npz file", messageOf(folder));
  }

  @Test
  void emptyFile() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.npz"));
    assertMessage(file + " is empty, expected an npz file", messageOf(file));
  }

  @Test
  void textInsteadOfZip() throws IOException {
    Path file = Files.writeString(folder.resolve("text.npz"), "<html>Please log in</html>");
    assertMessage(file + " is not an npz (zip) file", messageOf(file));
  }

  @Test
  void singleArrayInsteadOfZip() throws IOException {
    Path file = folder.resolve("single.npz");
    Files.write(file, npy("<f4", "(1,)", floats(1)));
    assertMessage(file + " is a single npy array, expected an npz file", messageOf(file));
  }

  @Test
  void truncatedAtAnyByte() throws IOException {
    byte[] whole = NpyBytes.npz(Map.of("X", npy("<f4", "(2, 2)", floats(1, 2, 3, 4))));
    Path file = folder.resolve("cut.npz");
    for (int length = 2; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertMessage(file + " is a truncated or damaged npz file", messageOf(file));
    }
  }

  @Test
  void anyFlippedByteIsNoticedOrHarmless() throws IOException {
    byte[] values = new byte[300];
    new Random(1).nextBytes(values);
    byte[] whole = NpyBytes.npz(Map.of("X", npy("|u1", "(300,)", values)));
    Path file = folder.resolve("damaged.npz");
    int noticed = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x55;
      Files.write(file, damaged);
      try {
        NpyArray array = Npz.read(file).get("X");
        // What is left of damage are names, times and the like in the zip's directory.
        assertTrue(array == null || Arrays.equals(values, array.bytes()), "byte " + i);
      } catch (IOException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        noticed++;
      }
    }
    assertTrue(noticed > 300, noticed + " noticed");
  }

  @Test
  void missingArray() throws IOException {
    Path file = NpyBytes.write(folder, Map.of("a", npy("<f4", "(1,)", floats(1))));
    IOException e = assertThrows(IOException.class, () -> Npz.read(file, "b"));
    assertEquals(file + " holds no array 'b', only [a]", e.getMessage());
  }

  @Test
  void pickledObjectsAreRefused() {
    Path file = FIXTURES.resolve("numpy_objects.npz");
    assertEquals(
        file
            + ": array 'X' holds pickled Python objects, which are never loaded: save it as a"
            + " numeric array",
        messageOf(file));
  }

  @Test
  void typesThatAreNoNumbers() {
    Path file = FIXTURES.resolve("numpy_versions.npz");
    String expected = ", expected booleans, integers or floats of 16-64 bit";
    for (String[] nameAndType :
        new String[][] {
          {"structured", "structured"}, {"text", "<U2"}, {"complex", "<c8"}, {"date", "<M8[D]"}
        }) {
      IOException e = assertThrows(IOException.class, () -> Npz.read(file, nameAndType[0]));
      assertEquals(
          file + ": array '" + nameAndType[0] + "' has type " + nameAndType[1] + expected,
          e.getMessage());
    }
  }

  @Test
  void shapeFarLargerThanTheData() throws IOException {
    Path file =
        NpyBytes.write(folder, Map.of("X", npy("<f4", "(100000, 1000, 1000)", floats(1, 2))));
    assertEquals(
        file
            + ": array 'X' declares float32 of shape (100000, 1000, 1000), 400,000,000,000 bytes,"
            + " but the file holds 8",
        messageOf(file));
  }

  @Test
  void shapeBeyondAnyFile() throws IOException {
    String shape = "(4000000000, 4000000000, 4000000000)";
    Path file = NpyBytes.write(folder, Map.of("X", npy("<f8", shape, floats(1, 2))));
    assertEquals(
        file + ": array 'X' declares float64 of shape " + shape + ", which is larger than any file",
        messageOf(file));
  }

  @Test
  void sizeThatTheCompressedBytesCannotHold() throws IOException {
    int header = npy("|u1", "(9000000)", new byte[0]).length;
    byte[] npz = NpyBytes.npz(Map.of("X", npy("|u1", "(2000000)", new byte[1])));
    // The zip's directory, too, is made to claim 2,000,000 bytes.
    int directory = indexOf(npz, new byte[] {'P', 'K', 1, 2});
    int claim = header + 2_000_000;
    for (int i = 0; i < 4; i++) {
      npz[directory + 24 + i] = (byte) (claim >> (8 * i));
    }
    Path file = Files.write(folder.resolve("bomb.npz"), npz);
    assertMessage(
        file + ": array 'X' declares uint8 of shape (2000000), 2,000,000 bytes, more than its ",
        messageOf(file));
  }

  @Test
  void moreThanTheHeapHolds() {
    IOException e =
        assertThrows(IOException.class, () -> Memory.check("big.npz: array 'X'", 1L << 50));
    assertMessage(
        "big.npz: array 'X' needs 1,073,741,824 MB of memory, the Java heap may take ",
        e.getMessage());
  }

  @Test
  void notAnArrayInside() throws IOException {
    byte[] text = "not an array at all".getBytes(StandardCharsets.UTF_8);
    Path file = NpyBytes.write(folder, Map.of("X", text));
    assertEquals(
        file + ": array 'X' is not an npy array: it does not start with \\x93NUMPY",
        messageOf(file));
  }

  @Test
  void headerCutShort() throws IOException {
    byte[] cut = Arrays.copyOf(npy("<f4", "(1,)", floats(1)), 30);
    Path file = NpyBytes.write(folder, Map.of("X", cut));
    assertEquals(file + ": array 'X' is truncated: it ends inside its header", messageOf(file));
  }

  @Test
  void formatVersion4() throws IOException {
    Path file = NpyBytes.write(folder, Map.of("X", npy(4, "{}", new byte[0])));
    assertEquals(
        file + ": array 'X' has npy format version 4, expected version 1, 2 or 3", messageOf(file));
  }

  @Test
  void headerThatIsNotNumpys() throws IOException {
    for (String header :
        new String[] {
          "{}",
          "{'descr': '<f4', 'shape': (1,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (1.5,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': 'x'}"
        }) {
      Path file = NpyBytes.write(folder, Map.of("X", npy(1, header, floats(1))));
      assertEquals(
          file + ": array 'X' has a header that is not NumPy's: " + header, messageOf(file));
    }
  }

  @Test
  void longHeaders() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
    byte[] padded = npy(2, header + " ".repeat(200_000) + "\n", floats(7));
    Path file = NpyBytes.write(folder, Map.of("X", padded));
    assertArrayEquals(new float[] {7}, Npz.read(file, "X").toFloats());

    byte[] endless = npy(2, header, floats(7));
    endless[11] = (byte) 0xff;
    Path refused = NpyBytes.write(folder, Map.of("X", endless));
    assertMessage(
        refused + ": array 'X' has a header of 4278190137 bytes, expected at most 1048576",
        messageOf(refused));
  }

  @Test
  void shapesThatAreNone() throws IOException {
    String start = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
    for (String shape :
        List.of(
            "6 32 32)", "1" + " ".repeat(500_000), "1,".repeat(20_000) + ")", "1,,2)", "-1,)")) {
      Path file = NpyBytes.write(folder, Map.of("X", npy(2, start + shape + ", }\n", floats(7))));
      String message = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> messageOf(file));
      assertMessage(file + ": array 'X' has a header that is not NumPy's: " + start, message);
      assertTrue(message.length() < 400, message);
    }
  }

  private static String messageOf(Path file) {
    return assertThrows(IOException.class, () -> Npz.read(file)).getMessage();
  }

  private static void assertMessage(String start, String message) {
    assertTrue(message.startsWith(start), message);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
  }
}
