package org.cellcount.model;

import ai.djl.ndarray.NDArray;

/** What a skip connection passes on before it is joined with the map from below. */
@FunctionalInterface
public interface Gate {
  /**
   * What passes of the skip.
   *
   * @param up (N, C, H', W'), the map from below, which may be a pixel smaller
   * @param skip (N, C, H, W); stays open
   * @param pass how: training or not
   * @return (N, C, H, W): the skip itself or a new tensor
   */
  NDArray forward(NDArray up, NDArray skip, Pass pass);
}
