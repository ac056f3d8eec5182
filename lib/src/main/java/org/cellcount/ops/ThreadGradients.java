package org.cellcount.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/**
 * Records what is computed on one thread. DJL's own collector refuses a second one in the JVM, so
 * that two networks could not be trained at once; the engine's records are apart by thread anyway.
 */
final class ThreadGradients implements GradientCollector {
  private final boolean before = JniUtils.isGradMode();

  ThreadGradients() {
    JniUtils.setGradMode(true);
  }

  @Override
  public void backward(NDArray scalar) {
    try (NDArray one = scalar.onesLike()) {
      JniUtils.backward((PtNDArray) scalar, (PtNDArray) one, false, false);
    }
  }

  @Override
  public void zeroGradients() {
    throw new UnsupportedOperationException("gradients are set to zero by the optimiser");
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
