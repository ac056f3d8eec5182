package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static Arguments parse(String... args) {
    return new Arguments(args, List.of("epochs", "data"), List.of("all"));
  }

  private static String problem(String... args) {
    return assertThrows(IllegalArgumentException.class, () -> parse(args)).getMessage();
  }

  @Test
  void valuesAndSwitchesAreTold() {
    Arguments arguments = parse("--all", "--epochs", "3");
    assertTrue(arguments.has("all"));
    assertEquals(Optional.of("3"), arguments.get("epochs"));
    assertEquals(Optional.empty(), arguments.get("data"));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals(
        "unknown argument '--epoch', expected one of --epochs, --data, --all",
        problem("--epoch", "3"));
    assertEquals("unknown argument 'x', expected one of --epochs, --data, --all", problem("x"));
    assertEquals("--epochs needs a value", problem("--epochs"));
    assertEquals("--epochs is given twice", problem("--epochs", "3", "--epochs", "4"));
  }

  @Test
  void aValueThatIsNoNumberIsNamed() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> parse("--epochs", "many").ifGiven("epochs", Integer::valueOf, n -> {}));
    assertEquals("--epochs is 'many', expected a number", e.getMessage());
  }

  @Test
  void aMissingOneIsNamed() {
    var e = assertThrows(IllegalArgumentException.class, () -> parse().require("data"));
    assertEquals("--data is missing", e.getMessage());
  }
}
