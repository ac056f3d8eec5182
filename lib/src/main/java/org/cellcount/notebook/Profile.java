package org.cellcount.notebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How much a notebook does: the sizes shrink, the method stays. Set by the environment variable
 * {@code CELLCOUNT_PROFILE}.
 */
public enum Profile {
  /** Only shows that everything runs: seconds. */
  TINY,
  /** Minutes on two processor cores; the default. */
  QUICK,
  /** The published settings, for a GPU. */
  FULL;

  /**
   * The profile that the environment asks for, else {@link #QUICK}.
   *
   * @throws IllegalArgumentException if it asks for an unknown one
   */
  public static Profile current() {
    String name = System.getenv("CELLCOUNT_PROFILE");
    return name == null || name.isBlank() ? QUICK : of(name);
  }

  /**
   * The profile called {@code tiny}, {@code quick} or {@code full}, in any case.
   *
   * @throws IllegalArgumentException for another name
   */
  public static Profile of(String name) {
    for (Profile profile : values()) {
      if (profile.label().equalsIgnoreCase(name.strip())) {
        return profile;
      }
    }
    String valid = Arrays.stream(values()).map(Profile::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("unknown profile '" + name + "': expected one of " + valid);
  }

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of three values that belongs to this profile, such as a number of epochs. */
  public <T> T pick(T tiny, T quick, T full) {
    return switch (this) {
      case TINY -> tiny;
      case QUICK -> quick;
      case FULL -> full;
    };
  }
}
