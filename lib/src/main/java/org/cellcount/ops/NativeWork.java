package org.cellcount.ops;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets native work end before the JVM does. When the JVM exits, on Ctrl-C or a kernel's restart,
 * libtorch unmaps the convolution code it has generated, and a thread still running it would crash
 * the process.
 */
final class NativeWork {
  /** Longer than any one call; a call that hangs must not keep the JVM alive for good. */
  private static final long PATIENCE_SECONDS = 60;

  private static final ReadWriteLock ALIVE = new ReentrantReadWriteLock();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(NativeWork::end, "native-work-end"));
  }

  private NativeWork() {}

  /** Makes a native call; once the JVM is ending, none begins any more and the thread waits. */
  static <T> T run(Supplier<T> call) {
    ALIVE.readLock().lock();
    try {
      return call.get();
    } finally {
      ALIVE.readLock().unlock();
    }
  }

  /** Waits for the calls under way; the lock is never given back. */
  private static void end() {
    try {
      ALIVE.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
