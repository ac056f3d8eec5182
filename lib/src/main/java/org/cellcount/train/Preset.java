package org.cellcount.train;

import java.util.function.Supplier;
import org.cellcount.base.Named;
import org.cellcount.base.Names;

/** Configurations by name, see {@link RunConfig#preset}. */
public enum Preset implements Named {
  /** {@link RunConfig#published()}. */
  PUBLISHED(RunConfig::published),
  /** {@link RunConfig#baseline()}. */
  BASELINE(RunConfig::baseline),
  /** {@link RunConfig#attention()}. */
  ATTENTION(RunConfig::attention),
  /** {@link RunConfig#lightweight()}. */
  LIGHTWEIGHT(RunConfig::lightweight),
  /** {@link RunConfig#counting()}. */
  COUNTING(RunConfig::counting);

  private final Supplier<RunConfig> config;

  Preset(Supplier<RunConfig> config) {
    this.config = config;
  }

  /** The configuration. */
  public RunConfig config() {
    return config.get();
  }

  @Override
  public String label() {
    return Names.key(name());
  }
}
