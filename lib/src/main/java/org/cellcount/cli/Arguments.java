package org.cellcount.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Command-line arguments of the form {@code --name value}, and switches of the form {@code --name}.
 */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads arguments.
   *
   * @param args as given to main
   * @param names options that take a value
   * @param switches options that take none
   * @throws IllegalArgumentException if an argument is unknown, repeated or lacks its value
   */
  Arguments(String[] args, List<String> names, List<String> switches) {
    for (int i = 0; i < args.length; i++) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (switches.contains(name)) {
        values.put(name, "");
      } else if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "unknown argument '"
                + args[i]
                + "', expected one of --"
                + String.join(", --", names)
                + (switches.isEmpty() ? "" : ", --" + String.join(", --", switches)));
      } else if (i + 1 == args.length) {
        throw new IllegalArgumentException("--" + name + " needs a value");
      } else if (values.put(name, args[++i]) != null) {
        throw new IllegalArgumentException("--" + name + " is given twice");
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String require(String name) {
    return get(name).orElseThrow(() -> new IllegalArgumentException("--" + name + " is missing"));
  }

  /**
   * Reads a value if it is given.
   *
   * @throws IllegalArgumentException naming the option if the value does not parse
   */
  <T> Optional<T> get(String name, Function<String, T> parse) {
    try {
      return get(name).map(parse);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--" + name + " is '" + values.get(name) + "', expected a number", e);
    }
  }

  /** Uses a value if it is given; see {@link #get(String, Function)}. */
  <T> void ifGiven(String name, Function<String, T> parse, Consumer<T> use) {
    get(name, parse).ifPresent(use);
  }
}
