package org.cellcount.model;

import ai.djl.ndarray.NDArray;

/** What a skip connection passes on before it is joined with the map from below. */
@FunctionalInterface
interface Gate {
  /** Everything: the skip itself. */
  Gate OPEN = (up, skip, pass) -> skip;

  /**
   * What passes of the skip (N, C, H, W), given the map from below (N, C, H', W'), which may be a
   * pixel smaller.
   */
  NDArray forward(NDArray up, NDArray skip, Pass pass);
}
