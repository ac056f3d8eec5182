package org.cellcount.loss;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The losses of the published pipeline, with its settings. */
public enum LossKind {
  /** Binary cross-entropy. */
  BCE("BCE"),
  /** Dice with smooth 1. */
  DICE("Dice"),
  /** Half of each. */
  BCE_DICE("BCE + Dice"),
  /** Focal with alpha 0.25 and gamma 2. */
  FOCAL("Focal"),
  /** Tversky with 0.3 for false positives, 0.7 for false negatives and smooth 1. */
  TVERSKY("Tversky");

  private final String label;

  LossKind(String label) {
    this.label = label;
  }

  /** The name for tables and plots, such as {@code BCE + Dice}. */
  public String label() {
    return label;
  }

  /** The loss itself. */
  public PixelLoss loss() {
    return switch (this) {
      case BCE -> new Bce();
      case DICE -> new Dice(1);
      case BCE_DICE -> new BceDice();
      case FOCAL -> new Focal(0.25f, 2);
      case TVERSKY -> new Tversky(0.3f, 0.7f, 1);
    };
  }

  /**
   * The loss called by its constant ({@code bce_dice}) or its label, in any case.
   *
   * @throws IllegalArgumentException for another name
   */
  public static LossKind of(String name) {
    for (LossKind kind : values()) {
      if (kind.name().equalsIgnoreCase(name) || kind.label.equalsIgnoreCase(name)) {
        return kind;
      }
    }
    String valid =
        Arrays.stream(values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException("unknown loss '" + name + "': expected one of " + valid);
  }
}
