package org.cellcount.plot;

/** How a number between 0 and 1 becomes a colour. */
public enum ColourMap {
  /** Black to white. */
  GRAY(0x000000, 0xFFFFFF),

  /** Dark violet over green to yellow, evenly rising in lightness (matplotlib's viridis). */
  VIRIDIS(
      0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26838E, 0x1F9E89, 0x35B779, 0x6DCE59, 0xB5DE2B,
      0xFDE725),

  /** Blue below, white in the middle, orange red above. */
  DIVERGING(0x08407E, 0x2F79B5, 0x8FC2DE, 0xF7F7F7, 0xF6B48E, 0xD6604D, 0x8C1A0C);

  private static final int STEPS = 255;

  // Never written after construction.
  @SuppressWarnings("ImmutableEnumChecker")
  private final int[] table = new int[STEPS + 1];

  ColourMap(int... anchors) {
    for (int i = 0; i <= STEPS; i++) {
      double position = (double) i / STEPS * (anchors.length - 1);
      int below = Math.min((int) position, anchors.length - 2);
      table[i] = mix(anchors[below], anchors[below + 1], position - below);
    }
  }

  /**
   * The colour at a position.
   *
   * @param position 0 (first colour) to 1 (last colour); beyond either end that end's colour, and
   *     the first for NaN
   * @return red, green and blue as 0xRRGGBB
   */
  public int rgb(double position) {
    return table[(int) Math.round(Math.max(0, Math.min(1, position)) * STEPS)];
  }

  /** Mixes two colours; share 0 is the first, 1 the second. */
  static int mix(int first, int second, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double a = (first >> shift) & 0xFF;
      double b = (second >> shift) & 0xFF;
      mixed |= (int) Math.round(a + share * (b - a)) << shift;
    }
    return mixed;
  }
}
