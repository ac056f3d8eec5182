package org.cellcount.plot;

import java.awt.Color;
import java.util.List;

/**
 * The colours of every figure, told apart with any colour vision: Okabe and Ito, "Color Universal
 * Design" (2008), <a href="https://jfly.uni-koeln.de/color/">jfly.uni-koeln.de/color</a>.
 */
public final class Palette {
  /** Blue. */
  public static final Color BLUE = new Color(0x0072B2);

  /** Vermilion, an orange red. */
  public static final Color VERMILION = new Color(0xD55E00);

  /** Bluish green. */
  public static final Color GREEN = new Color(0x009E73);

  /** Orange. */
  public static final Color ORANGE = new Color(0xE69F00);

  /** Sky blue. */
  public static final Color SKY = new Color(0x56B4E9);

  /** Reddish purple. */
  public static final Color PURPLE = new Color(0xCC79A7);

  /** Yellow. */
  public static final Color YELLOW = new Color(0xF0E442);

  /** Foreground that was predicted rightly. */
  public static final Color HIT = SKY;

  /** Foreground that was not predicted. */
  public static final Color MISSED = YELLOW;

  /** Background that was predicted as foreground. */
  public static final Color EXTRA = new Color(0xE6550D);

  /** For lines and bars on white, in the order of use. */
  private static final List<Color> SERIES =
      List.of(BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, Color.DARK_GRAY);

  /** For cells on a dark image, in the order of use. */
  static final List<Color> CELLS =
      List.of(
          SKY,
          ORANGE,
          new Color(0x2FD6A4),
          YELLOW,
          new Color(0xF08CC8),
          new Color(0xFF7A3C),
          new Color(0xB7A6FF),
          Color.WHITE);

  private Palette() {}

  /** The colour of the line or bar with an index, from 0. */
  public static Color series(int index) {
    return SERIES.get(index % SERIES.size());
  }
}
