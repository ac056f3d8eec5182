package org.cellcount.predict;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cellcount.base.Require;

/**
 * Ends the wait for work that may never end, such as reading a damaged file. The work itself cannot
 * be stopped: its thread is left behind and does not keep the JVM alive.
 *
 * @param limit how long to wait
 */
public record Patience(Duration limit) {
  /** Checks that it is above 0. */
  public Patience {
    Require.that(limit.compareTo(Duration.ZERO) > 0, "time limit", limit, "above 0");
  }

  /**
   * Does the work, on a thread of its own.
   *
   * @throws IOException if it takes longer, or what the work throws
   */
  <T> T read(String what, Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "reading");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new IOException(
          what + " was not read within " + limit.toSeconds() + " s, the time limit for a file", e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IOException("reading " + what + " was interrupted", e);
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    }
  }

  private static IOException rethrow(Throwable cause) {
    if (cause instanceof IOException failed) {
      return failed;
    }
    if (cause instanceof RuntimeException failed) {
      throw failed;
    }
    if (cause instanceof Error failed) {
      throw failed;
    }
    return new IOException(cause);
  }
}
