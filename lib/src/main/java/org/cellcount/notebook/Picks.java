package org.cellcount.notebook;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.cellcount.base.Require;

/** Chooses which images of many to show. */
public final class Picks {
  private Picks() {}

  /**
   * Different indices at random, fewer than asked for if there are not as many.
   *
   * @param size indices are 0 to size - 1
   * @param number how many
   * @param seed same seed, same indices
   */
  public static int[] random(int size, int number, long seed) {
    return new Random(seed).ints(0, size).distinct().limit(Math.min(size, number)).toArray();
  }

  /** The indices of the largest values, the largest first, equal ones in their order. */
  public static int[] largest(double[] values, int number) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -values[i]))
        .limit(number)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The indices of the largest values, the largest first, equal ones in their order. */
  public static int[] largest(int[] values, int number) {
    return largest(IntStream.of(values).asDoubleStream().toArray(), number);
  }

  /** The indices of the largest differences, either way, the largest first. */
  public static int[] mostDifferent(int[] values, int[] others, int number) {
    Require.that(
        values.length == others.length, "number of others", others.length, "" + values.length);
    return largest(
        IntStream.range(0, values.length).map(i -> Math.abs(values[i] - others[i])).toArray(),
        number);
  }
}
