package org.cellcount.model;

import ai.djl.ndarray.NDArray;
import java.util.function.BiConsumer;

/**
 * One way through the network.
 *
 * @param training whether batch normalisation uses the batch's own statistics
 * @param observer sees the named maps on the way; they are freed afterwards
 */
record Pass(boolean training, BiConsumer<String, NDArray> observer) {
  static Pass of(boolean training) {
    return new Pass(training, (name, map) -> {});
  }

  void see(String name, NDArray map) {
    observer.accept(name, map);
  }
}
