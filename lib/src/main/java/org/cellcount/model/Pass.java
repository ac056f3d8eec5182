package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One way through the network.
 *
 * @param training whether batch normalisation uses the batch's own statistics
 * @param closedSkips levels, 1 to 4 from the top down, whose skip is replaced by zeros
 * @param observer sees the named maps on the way; they are freed afterwards
 */
record Pass(boolean training, Set<Integer> closedSkips, BiConsumer<String, NDArray> observer) {
  Pass {
    for (int level : closedSkips) {
      if (level < 1 || level > Networks.LEVELS) {
        throw new IllegalArgumentException(
            "closed skip " + level + ": expected a level from 1 to " + Networks.LEVELS);
      }
    }
  }

  static Pass of(boolean training) {
    return new Pass(training, Set.of(), (name, map) -> {});
  }

  void see(String name, NDArray map) {
    observer.accept(name, map);
  }
}
