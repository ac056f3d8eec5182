package org.cellcount.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The networks of this library: a U with four levels and a bottleneck, built from other blocks. */
public enum Architecture {
  /** Ronneberger et al. 2015, <a href="https://arxiv.org/abs/1505.04597">arXiv:1505.04597</a>. */
  UNET("U-Net"),
  /** Oktay et al. 2018, <a href="https://arxiv.org/abs/1804.03999">arXiv:1804.03999</a>. */
  ATTENTION_UNET("Attention U-Net"),
  /** Zhang et al. 2018, <a href="https://arxiv.org/abs/1711.10684">arXiv:1711.10684</a>. */
  RESIDUAL_UNET("Residual U-Net");

  private final String label;

  Architecture(String label) {
    this.label = label;
  }

  /** The name for tables and plots, such as {@code Attention U-Net}. */
  public String label() {
    return label;
  }

  /**
   * The architecture called by its constant ({@code attention_unet}) or its label, in any case.
   *
   * @throws IllegalArgumentException for another name
   */
  public static Architecture of(String name) {
    for (Architecture architecture : values()) {
      if (architecture.name().equalsIgnoreCase(name) || architecture.label.equalsIgnoreCase(name)) {
        return architecture;
      }
    }
    String valid =
        Arrays.stream(values())
            .map(a -> a.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException("unknown model '" + name + "': expected one of " + valid);
  }
}
