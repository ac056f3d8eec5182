package org.cellcount.model;

import ai.djl.ndarray.NDArray;

/** What a skip connection passes on before it is joined with the map from below. */
@FunctionalInterface
interface Gate {
  /** Everything: the skip itself. */
  Gate OPEN = (up, skip, pass) -> skip;

  /** up (N, C, H, W) and skip (N, C, H, W) to (N, C, H, W). */
  NDArray forward(NDArray up, NDArray skip, Pass pass);
}
