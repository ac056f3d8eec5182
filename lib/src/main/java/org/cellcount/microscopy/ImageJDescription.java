package org.cellcount.microscopy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What ImageJ writes into a TIFF's description: lines such as {@code channels=2}. */
final class ImageJDescription {
  private static final String START = "ImageJ=";

  private final Map<String, String> entries = new HashMap<>();

  private ImageJDescription(String text) {
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        entries.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
  }

  static boolean isOne(String text) {
    return text.startsWith(START);
  }

  static ImageJDescription of(String text) {
    return new ImageJDescription(text);
  }

  /** A whole number, 1 if it is not there or none. */
  int number(String entry) {
    String text = entries.getOrDefault(entry, "1");
    return text.matches("[1-9]\\d{0,8}") ? Integer.parseInt(text) : 1;
  }

  /** The unit of the resolution. */
  String unit() {
    return entries.getOrDefault("unit", "pixel").toLowerCase(Locale.ROOT);
  }
}
