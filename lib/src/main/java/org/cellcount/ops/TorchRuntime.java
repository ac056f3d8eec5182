package org.cellcount.ops;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Settings of the PyTorch engine that DJL does not offer itself. */
public final class TorchRuntime {
  static {
    Engine.getEngine("PyTorch");
  }

  private TorchRuntime() {}

  /** Threads that one operation called from this thread may use. */
  public static int threads() {
    return JniUtils.getNumThreads();
  }

  /**
   * Sets how many threads one operation called from this thread may use.
   *
   * @throws IllegalArgumentException if there is not at least one
   */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " must be at least 1");
    }
    JniUtils.setNumThreads(threads);
  }

  /** Seeds the engine's own random numbers. */
  public static void setSeed(long seed) {
    JniUtils.setSeed(seed);
  }

  /**
   * Runs an action that records no gradients on this thread. A new Java thread starts with
   * gradients on, and then every intermediate result is kept.
   */
  public static <T> T withoutGradients(Supplier<T> action) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      return action.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
