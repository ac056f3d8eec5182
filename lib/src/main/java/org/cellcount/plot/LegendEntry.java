package org.cellcount.plot;

import java.awt.Color;

/** One line of a figure's legend: what a colour or a range of colours means. */
sealed interface LegendEntry {
  /** A colour and its meaning. */
  record Swatch(Color colour, String meaning) implements LegendEntry {}

  /** A bar of colours between two values. */
  record Bar(Scale scale) implements LegendEntry {}
}
