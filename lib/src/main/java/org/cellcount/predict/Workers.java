package org.cellcount.predict;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cellcount.ops.TorchRuntime;

/** Threads that each work on an image of its own, with one thread of PyTorch's. */
public final class Workers implements Closeable {
  private static final int PATIENCE_MINUTES = 10;

  private final int before = TorchRuntime.threads();
  private final ExecutorService threads;

  /** Starts so many. */
  Workers(int number) {
    threads = Executors.newFixedThreadPool(number, Workers::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              TorchRuntime.setThreads(1);
              work.run();
            },
            "counting");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does the same with each of many things.
   *
   * @param number how many at once
   * @param work done by several threads
   * @param listener told each result, in order, by the calling thread
   * @return the results, in order
   */
  public static <A, B> List<B> each(
      List<A> things, int number, Function<A, B> work, Consumer<B> listener) {
    try (Workers workers = new Workers(number)) {
      List<Future<B>> running = new ArrayList<>();
      things.forEach(thing -> running.add(workers.submit(() -> work.apply(thing))));
      List<B> results = new ArrayList<>();
      for (Future<B> future : running) {
        B result = get(future);
        results.add(result);
        listener.accept(result);
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("failed: " + e.getCause(), e.getCause());
    }
  }

  <T> Future<T> submit(Callable<T> work) {
    return threads.submit(work);
  }

  /** A result; what the work threw, unless it is checked, as it was. */
  static <T> T get(Future<T> future) throws ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("counting was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      if (e.getCause() instanceof Error failed) {
        throw failed;
      }
      throw e;
    }
  }

  /** Waits for the work under way, so that nothing is closed under it; no more is begun. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      boolean unused = threads.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    TorchRuntime.setThreads(before);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
