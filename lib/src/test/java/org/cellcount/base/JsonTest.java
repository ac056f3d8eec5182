package org.cellcount.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a file is told in one sentence that names file and entry. */
class JsonTest {
  private static final String WHOLE =
      "{'name': 'a', 'count': 3, 'seed': 4, 'rate': 0.5, 'fill': true, 'side': 'LEFT',"
          + " 'widths': [2, 4], 'sums': {'x': 1.5}, 'inner': {'depth': 7}}";

  @TempDir Path folder;

  private enum Side {
    LEFT,
    RIGHT
  }

  private record Inner(int depth) {
    Inner {
      Require.atLeast("depth", depth, 0);
    }
  }

  private record Thing(
      String name,
      int count,
      long seed,
      double rate,
      boolean fill,
      Side side,
      List<Integer> widths,
      Map<String, Double> sums,
      Inner inner) {}

  private record Numbers(double a, double b, double c, double d) {}

  private Path file() {
    return folder.resolve("thing.json");
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text.replace('\'', '"'));
  }

  /** What is said of a file, without its name, which must come first. */
  private String refusal() {
    String text =
        assertThrows(IOException.class, () -> Json.read(file(), Thing.class)).getMessage();
    assertTrue(text.startsWith(file() + ": "), text);
    String reason = text.substring((file() + ": ").length());
    for (String ugly : List.of("java", "jackson", "cellcount", "reference chain", "Source", "`")) {
      assertFalse(reason.contains(ugly), reason);
    }
    assertFalse(reason.contains("\n"), reason);
    return reason;
  }

  private String refusal(String found, String changed) throws IOException {
    assertTrue(WHOLE.contains(found), found);
    write(WHOLE.replace(found, changed));
    return refusal();
  }

  @Test
  void aRecordIsReadAsItWasWritten() throws IOException {
    write(WHOLE);
    Thing thing = Json.read(file(), Thing.class);
    assertEquals(
        new Thing("a", 3, 4, 0.5, true, Side.LEFT, List.of(2, 4), Map.of("x", 1.5), new Inner(7)),
        thing);
    Json.write(file(), thing);
    assertEquals(thing, Json.read(file(), Thing.class));
    assertEquals(thing, Json.parse("it", Json.text(thing), Thing.class));
  }

  @Test
  void numbersThatAreNoneComeBack() throws IOException {
    Numbers numbers =
        new Numbers(
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Double.MIN_VALUE);
    Json.write(file(), numbers);
    String text = Files.readString(file());
    assertTrue(text.contains(": Infinity") && text.contains(": NaN"), text);
    assertEquals(numbers, Json.read(file(), Numbers.class));
    write("{'a': 1, 'b': -0.0, 'c': 1e308, 'd': 0.1}");
    assertEquals(new Numbers(1, -0.0, 1e308, 0.1), Json.read(file(), Numbers.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name", "count", "seed", "rate", "fill", "side", "widths", "sums", "inner"})
  void everyEntryIsNeeded(String name) throws IOException {
    var tree = Json.parse(WHOLE.replace('\'', '"'));
    tree.remove(name);
    Json.write(file(), tree);
    assertEquals("entry '" + name + "' is missing", refusal());
    tree.putNull(name);
    Json.write(file(), tree);
    assertEquals("entry '" + name + "' is null, expected a value", refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'name': 'a'|'name': 5|entry 'name' is 5, expected text",
        "'name': 'a'|'name': 0.5|entry 'name' is 0.5, expected text",
        "'name': 'a'|'name': true|entry 'name' is true, expected text",
        "'name': 'a'|'name': ['a']|entry 'name' is ['a'], expected text",
        "'name': 'a'|'name': {}|entry 'name' is {}, expected text",
        "'count': 3|'count': '3'|entry 'count' is '3', expected a whole number",
        "'count': 3|'count': ''|entry 'count' is '', expected a whole number",
        "'count': 3|'count': 3.5|entry 'count' is 3.5, expected a whole number",
        "'count': 3|'count': 3.0|entry 'count' is 3.0, expected a whole number",
        "'count': 3|'count': true|entry 'count' is true, expected a whole number",
        "'count': 3|'count': [3]|entry 'count' is [3], expected a whole number",
        "'count': 3|'count': 1e20|entry 'count' is 1.0E20, expected a whole number",
        "'count': 3|'count': 2147483648|entry 'count' is 2147483648, expected a whole number nearer"
            + " to 0",
        "'seed': 4|'seed': 9223372036854775808|entry 'seed' is 9223372036854775808, expected a"
            + " whole number nearer to 0",
        "'seed': 4|'seed': 'x'|entry 'seed' is 'x', expected a whole number",
        "'rate': 0.5|'rate': '0.5'|entry 'rate' is '0.5', expected a number",
        "'rate': 0.5|'rate': ''|entry 'rate' is '', expected a number",
        "'rate': 0.5|'rate': false|entry 'rate' is false, expected a number",
        "'rate': 0.5|'rate': {}|entry 'rate' is {}, expected a number",
        "'fill': true|'fill': 1|entry 'fill' is 1, expected true or false",
        "'fill': true|'fill': 'true'|entry 'fill' is 'true', expected true or false",
        "'fill': true|'fill': ''|entry 'fill' is '', expected true or false",
        "'LEFT'|0|entry 'side' is 0, expected one of LEFT, RIGHT",
        "'LEFT'|'0'|entry 'side' is '0', expected one of LEFT, RIGHT",
        "'LEFT'|'left'|entry 'side' is 'left', expected one of LEFT, RIGHT",
        "'LEFT'|''|entry 'side' is '', expected one of LEFT, RIGHT",
        "'LEFT'|['LEFT']|entry 'side' is ['LEFT'], expected one of LEFT, RIGHT",
        "[2, 4]|2|entry 'widths' is 2, expected [...]",
        "[2, 4]|''|entry 'widths' is '', expected [...]",
        "[2, 4]|{}|entry 'widths' is {}, expected [...]",
        "[2, 4]|[2, '4']|entry 'widths[1]' is '4', expected a whole number",
        "[2, 4]|[2, null]|entry 'widths[1]' is null, expected a value",
        "{'x': 1.5}|[]|entry 'sums' is [], expected {...}",
        "{'x': 1.5}|{'x': 'y'}|entry 'sums.x' is 'y', expected a number",
        "{'x': 1.5}|{'x': null}|entry 'sums.x' is null, expected a value",
        "{'x': 1.5}|{'x': 1, 'x': 2}|entry 'x' is repeated",
        "{'depth': 7}|7|entry 'inner' is 7, expected {...}",
        "{'depth': 7}|''|entry 'inner' is '', expected {...}",
        "{'depth': 7}|[7]|entry 'inner' is [7], expected {...}",
        "{'depth': 7}|{}|entry 'inner.depth' is missing",
        "{'depth': 7}|{'depth': -1}|depth -1: expected 0 or more",
        "{'depth': 7}|{'depth': '7'}|entry 'inner.depth' is '7', expected a whole number",
        "{'depth': 7}|{'depth': 7, 'x': 1}|unknown entry 'inner.x', expected depth",
      })
  void otherKindsAreRefusedAndNamed(String found, String changed, String reason)
      throws IOException {
    assertEquals(reason.replace('\'', '"'), refusal(found, changed).replace('\'', '"'));
  }

  @Test
  void unknownAndRepeatedEntriesAreRefused() throws IOException {
    assertEquals(
        "unknown entry 'more', expected count, fill, inner, name, rate, seed, side, sums, widths",
        refusal("'count'", "'more': 1, 'count'"));
    assertEquals("entry 'count' is repeated", refusal("'count'", "'count': 3, 'count'"));
  }

  @Test
  void longValuesAreCut() throws IOException {
    String reason = refusal("'count': 3", "'count': '" + "x".repeat(500) + "'");
    assertEquals("entry 'count' is \"" + "x".repeat(59) + "..., expected a whole number", reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|it is empty, expected {...}",
        "~ \n~|it is empty, expected {...}",
        "[1, 2]|it is [1,2], expected {...}",
        "null|it is null, expected {...}",
        "5|it is 5, expected {...}",
        "'text'|it is 'text', expected {...}",
        "{'name': 'a'|it ends within an entry, expected {...}",
        "{'name': 'a|it ends within an entry, expected {...}",
        "{} {}|something follows after its end, expected {...} alone",
        "{} 5|something follows after its end, expected {...} alone",
      })
  void whatIsNoObjectIsRefused(String text, String reason) throws IOException {
    write(text);
    assertEquals(reason.replace('\'', '"'), refusal());
  }

  @Test
  void textThatIsNoJsonIsRefused() throws IOException {
    write("{\n'name': hello}");
    assertTrue(refusal().startsWith("line 2 is no JSON: Unrecognized token 'hello'"), refusal());
    write("name = 5");
    assertTrue(refusal().startsWith("line 1 is no JSON: Unrecognized token 'name'"), refusal());
    write(WHOLE + " and more");
    assertTrue(refusal().startsWith("line 1 is no JSON: Unrecognized token 'and'"), refusal());
    Files.write(file(), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xFF});
    assertEquals("it is no text, expected {...}", refusal());
    Files.write(file(), new byte[64]);
    assertTrue(refusal().startsWith("line 1 is no JSON: Illegal character"), refusal());
    Files.write(file(), WHOLE.replace('\'', '"').getBytes(StandardCharsets.UTF_16));
    assertEquals("it is no text, expected {...}", refusal());
  }

  @Test
  void endlessThingsAreRefused() throws IOException {
    write("{'a':".repeat(100_000));
    assertEquals(
        "it is no JSON of ours: Document nesting depth (1001) exceeds the maximum allowed (1000)",
        refusal());
    write("[".repeat(100_000));
    assertTrue(refusal().contains("nesting depth"), refusal());
    write("{'count': " + "9".repeat(100_000) + "}");
    assertEquals(
        "it is no JSON of ours: Number value length (100000) exceeds the maximum allowed (1000)",
        refusal());
  }

  @Test
  void aMissingFileIsNamed() {
    IOException e = assertThrows(IOException.class, () -> Json.read(file(), Thing.class));
    assertEquals(file() + " is missing", e.getMessage());
  }

  @Test
  void aTextIsCalledWhatItIs() {
    IOException e = assertThrows(IOException.class, () -> Json.parse("history", "{", Inner.class));
    assertEquals("history: it ends within an entry, expected {...}", e.getMessage());
    e = assertThrows(IOException.class, () -> Json.parse("history", "{}", Inner.class));
    assertEquals("history: entry 'depth' is missing", e.getMessage());
  }
}
