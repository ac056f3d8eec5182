package org.cellcount.ops;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.function.Supplier;

/**
 * The PyTorch engine, and settings of it that DJL does not offer itself. Everything that needs the
 * engine asks here for it, because DJL sends statistics of its use at the first start unless told
 * before.
 */
public final class TorchRuntime {
  private static final Engine ENGINE;

  static {
    System.setProperty("OPT_OUT_TRACKING", "true");
    ENGINE = Engine.getEngine("PyTorch");
  }

  private TorchRuntime() {}

  /** The engine. */
  public static Engine engine() {
    return ENGINE;
  }

  /** Owns tensors on the default device, until it is closed. */
  public static NDManager manager() {
    return manager(ENGINE.defaultDevice());
  }

  /** Owns tensors on a device, until it is closed. */
  public static NDManager manager(Device device) {
    return NDManager.newBaseManager(device, ENGINE.getEngineName());
  }

  /** Threads that one operation called from this thread may use. */
  public static int threads() {
    return JniUtils.getNumThreads();
  }

  /**
   * Sets how many threads one operation may use that is called from this thread, or from one that
   * makes its first call later.
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

  /** Records what this thread computes, until it is closed; several threads may each do so. */
  public static GradientCollector gradients() {
    return new ThreadGradients();
  }

  /** Computes the gradients of a scalar; the JVM does not end in the middle of it. */
  public static void backward(GradientCollector gradients, NDArray scalar) {
    NativeWork.run(
        () -> {
          gradients.backward(scalar);
          return scalar;
        });
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
