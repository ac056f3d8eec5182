package org.cellcount.microscopy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cellcount.image.PixelSize;

/** Lengths in files, and what they are in micrometres. */
final class PixelSizes {
  private static final double INCH = 25_400;
  private static final double CENTIMETRE = 10_000;

  /** Larger pixels are those of screens and printers, which cameras write where they know none. */
  private static final double LARGEST_WITHOUT_UNIT = 10;

  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("nm", 1e-3),
          Map.entry("um", 1.0),
          Map.entry("\u00b5m", 1.0),
          Map.entry("\u03bcm", 1.0),
          Map.entry("\\u00b5m", 1.0),
          Map.entry("micron", 1.0),
          Map.entry("microns", 1.0),
          Map.entry("micrometer", 1.0),
          Map.entry("mm", 1e3),
          Map.entry("cm", CENTIMETRE),
          Map.entry("inch", INCH),
          Map.entry("m", 1e6),
          Map.entry("pm", 1e-6),
          Map.entry("\u00e5", 1e-4));

  private PixelSizes() {}

  /** Lengths in a unit by its name; nothing if there is no such unit, as with {@code pixel}. */
  static Optional<PixelSize> of(OptionalDouble height, OptionalDouble width, String unit) {
    Double micrometres = UNITS.get(unit.strip().toLowerCase(Locale.ROOT));
    if (micrometres == null || height.isEmpty() || width.isEmpty()) {
      return Optional.empty();
    }
    return positive(height.getAsDouble() * micrometres, width.getAsDouble() * micrometres);
  }

  /**
   * From a TIFF's resolution, pixels an inch (unit 2) or a centimetre (unit 3): believed only if it
   * is that of a microscope.
   */
  static Optional<PixelSize> ofResolution(OptionalDouble rows, OptionalDouble columns, long unit) {
    if (rows.isEmpty() || columns.isEmpty() || (unit != 2 && unit != 3)) {
      return Optional.empty();
    }
    double length = unit == 2 ? INCH : CENTIMETRE;
    return positive(length / rows.getAsDouble(), length / columns.getAsDouble())
        .filter(size -> size.height() <= LARGEST_WITHOUT_UNIT)
        .filter(size -> size.width() <= LARGEST_WITHOUT_UNIT);
  }

  private static Optional<PixelSize> positive(double height, double width) {
    boolean valid = height > 0 && width > 0 && height < 1e9 && width < 1e9;
    return valid ? Optional.of(new PixelSize(height, width)) : Optional.empty();
  }
}
