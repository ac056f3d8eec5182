package org.cellcount.spark;

import java.io.IOException;
import org.apache.spark.SparkEnv;
import org.cellcount.ops.TorchRuntime;

/** The thread of a task, made ready for the library's work. */
final class TaskThread {
  /** What a task does. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  private TaskThread() {}

  /**
   * Works on this thread.
   *
   * @param threads of PyTorch in it
   * @throws IOException if this machine has no PyTorch, saying what to do, or the work fails
   */
  static void run(int threads, Work work) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Spark's own finds no services: no image readers, no random numbers, no engine.
    thread.setContextClassLoader(TaskThread.class.getClassLoader());
    try {
      setThreads(threads);
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void setThreads(int threads) throws IOException {
    try {
      TorchRuntime.setThreads(threads);
    } catch (LinkageError | RuntimeException e) {
      throw new IOException(
          "no PyTorch library for "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " can be loaded on "
              + host()
              + ", expected the jar pytorch-native-cpu for it among those that are sent (add it with"
              + " --spark-set spark.jars=...), or a folder of PyTorch there, named by --spark-set"
              + " spark.executorEnv.PYTORCH_LIBRARY_PATH=...",
          e);
    }
  }

  /** What this machine is called. */
  static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }
}
