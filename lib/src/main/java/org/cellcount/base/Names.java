package org.cellcount.base;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks things up by name. Only letters and digits count, in any case: {@code bce_dice}, {@code BCE
 * + Dice} and {@code bcedice} are one name.
 */
public final class Names {
  private static final int LONGEST = 60;

  private Names() {}

  /** What two spellings of one name have in common. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Whether two names are one. */
  public static boolean same(String a, String b) {
    return key(a).equals(key(b));
  }

  /** The thing of that name, if it is there. */
  public static <T extends Named> Optional<T> search(String name, Collection<? extends T> things) {
    return things.stream().filter(thing -> same(thing.label(), name)).<T>map(t -> t).findFirst();
  }

  /**
   * The thing of that name.
   *
   * @param kind what it is, in a word, for the message
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static <T extends Named> T find(String kind, String name, Collection<T> things) {
    return search(name, things)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown "
                        + kind
                        + " '"
                        + name
                        + "', expected one of "
                        + things.stream().map(Named::label).collect(Collectors.joining(", "))));
  }

  /** The same among constants; see {@link #find(String, String, Collection)}. */
  public static <T extends Named> T find(String kind, String name, T[] things) {
    return find(kind, name, List.of(things));
  }

  /**
   * A name of the reader's own, which also becomes part of a file's name.
   *
   * @param kind what it names, in a word, for the message
   * @throws IllegalArgumentException unless it begins with a letter or digit, has at most 60
   *     characters and is made of A to Z, a to z, 0 to 9, spaces and {@code + - _ .}
   */
  public static String check(String kind, String name) {
    Require.that(
        name != null
            && name.length() <= LONGEST
            && name.matches("[A-Za-z0-9]([A-Za-z0-9 +._-]*[A-Za-z0-9+_-])?"),
        "name of the " + kind,
        "'" + name + "'",
        "letters A to Z, digits, spaces and + - _ . inside, at most " + LONGEST + " characters");
    return name;
  }

  /**
   * Makes sure that a thing called as one of ours is that one.
   *
   * @throws IllegalArgumentException if it is another thing under its name
   */
  public static <T extends Named> void unambiguous(
      String kind, T thing, Collection<? extends T> ours) {
    for (T our : ours) {
      if (same(our.label(), thing.label()) && !our.equals(thing)) {
        throw new IllegalArgumentException(
            kind
                + " '"
                + thing.label()
                + "' is not the library's "
                + kind
                + " of that name, expected another name");
      }
    }
  }
}
