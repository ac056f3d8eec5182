package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import java.util.function.BiConsumer;
import org.cellcount.base.Require;

/**
 * One way through a network.
 *
 * @param training whether batch normalisation uses the batch's own statistics
 * @param closedSkips levels, 1 from the top down, whose skip is replaced by zeros
 * @param observer sees the named maps on the way; they are freed afterwards
 */
public record Pass(
    boolean training, Set<Integer> closedSkips, BiConsumer<String, NDArray> observer) {
  static Pass of(boolean training) {
    return new Pass(training, Set.of(), (name, map) -> {});
  }

  /** Shows a map to whoever watches; it may be freed afterwards. */
  public void show(String name, NDArray map) {
    observer.accept(name, map);
  }

  /** Fails unless the closed skips are levels of a network that has so many. */
  void checkSkips(int levels) {
    for (int level : closedSkips) {
      Require.that(
          level >= 1 && level <= levels, "closed skip", level, "a level from 1 to " + levels);
    }
  }
}
