package org.cellcount.train;

import org.cellcount.base.Named;
import org.cellcount.base.Names;

/** Configurations by name, see {@link RunConfig#preset}. */
public enum Preset implements Named {
  /** {@link RunConfig#published()}. */
  PUBLISHED,
  /** {@link RunConfig#baseline()}. */
  BASELINE,
  /** {@link RunConfig#attention()}. */
  ATTENTION,
  /** {@link RunConfig#lightweight()}. */
  LIGHTWEIGHT,
  /** {@link RunConfig#counting()}. */
  COUNTING,
  /** {@link RunConfig#general()}. */
  GENERAL;

  /** The configuration. */
  public RunConfig config() {
    return switch (this) {
      case PUBLISHED -> RunConfig.published();
      case BASELINE -> RunConfig.baseline();
      case ATTENTION -> RunConfig.attention();
      case LIGHTWEIGHT -> RunConfig.lightweight();
      case COUNTING -> RunConfig.counting();
      case GENERAL -> RunConfig.general();
    };
  }

  @Override
  public String label() {
    return Names.key(name());
  }
}
