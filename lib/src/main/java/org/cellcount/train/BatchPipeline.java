package org.cellcount.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cellcount.augment.Augmentation;
import org.cellcount.augment.AugmentationCheck;
import org.cellcount.base.Require;
import org.cellcount.data.CellDataset;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.cellcount.target.Target;

/**
 * Prepares batches on worker threads, ahead of the network, in direct buffers that are used again
 * and again. The order of the images depends on seed and epoch, the changes made to an image on
 * seed, epoch and image: batches are the same whatever the number of workers.
 */
final class BatchPipeline implements AutoCloseable {
  private final CellDataset data;
  private final Augmentation augmentation;
  private final UnaryOperator<GrayImage> finish;
  private final Target target;
  private final int batchSize;
  private final boolean shuffle;
  private final long seed;
  private final ExecutorService workers;
  private final Batch[] ring;
  private long waitedNanos;

  /** A batch in direct memory; its buffers are valid until the consumer returns. */
  static final class Batch {
    final ByteBuffer images;
    final ByteBuffer drawn;
    final int height;
    final int width;
    int size;

    Batch(int size, int maps, GrayImage like) {
      this.height = like.height();
      this.width = like.width();
      this.images = direct((long) size * height * width);
      this.drawn = direct((long) size * maps * height * width);
    }

    private static ByteBuffer direct(long floats) {
      int bytes = Math.toIntExact(Float.BYTES * floats);
      return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
  }

  /**
   * A pipeline over a data set.
   *
   * @param data images of one size
   * @param augmentation random changes, applied on the workers
   * @param finish what is done to a changed image last
   * @param target which maps to draw
   * @param batchSize images a batch; the last one of an epoch may be smaller
   * @param shuffle whether every epoch has an order of its own
   * @param seed of the order and of the changes
   * @param workers threads, 1 or more
   * @throws IllegalArgumentException if the memory does not hold batches of that size
   */
  BatchPipeline(
      CellDataset data,
      Augmentation augmentation,
      UnaryOperator<GrayImage> finish,
      Target target,
      int batchSize,
      boolean shuffle,
      long seed,
      int workers) {
    this.data = data;
    this.augmentation = augmentation;
    this.finish = finish;
    this.target = target;
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.seed = seed;
    this.workers =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "batch-worker");
              thread.setDaemon(true);
              return thread;
            });
    this.ring = ring(Math.min(batchSize, data.size()), Math.min(workers + 1, batches()));
  }

  private Batch[] ring(int size, int length) {
    GrayImage like = augmented(0, 0).image();
    Batch[] empty = new Batch[length];
    try {
      for (int i = 0; i < length; i++) {
        empty[i] = new Batch(size, target.drawnMaps(), like);
      }
      return empty;
    } catch (OutOfMemoryError | ArithmeticException e) {
      workers.shutdownNow();
      throw Require.refusal(
          "batch size",
          batchSize,
          "fewer images, so that "
              + (length == 1 ? "a batch fits" : length + " batches fit")
              + " in the memory beside the Java heap (raise it with -XX:MaxDirectMemorySize)");
    }
  }

  /** Batches of an epoch. */
  int batches() {
    return (data.size() - 1) / batchSize + 1;
  }

  /** Nanoseconds that consumers have waited for batches so far. */
  long waitedNanos() {
    return waitedNanos;
  }

  /**
   * Hands every batch of an epoch to a consumer, in order, on the calling thread. Stops early if
   * the thread is interrupted, leaving its flag set.
   *
   * @return whether every batch was handed over
   */
  boolean forEachBatch(int epoch, Consumer<Batch> consumer) {
    int[] order = order(epoch);
    int batches = batches();
    Queue<Future<Batch>> ahead = new ArrayDeque<>();
    for (int b = 0; b < Math.min(ring.length, batches); b++) {
      ahead.add(submit(ring[b], epoch, order, b));
    }
    try {
      for (int b = 0; b < batches; b++) {
        long start = System.nanoTime();
        Batch batch = ahead.remove().get();
        waitedNanos += System.nanoTime() - start;
        consumer.accept(batch);
        if (Thread.currentThread().isInterrupted()) {
          return false;
        }
        if (b + ring.length < batches) {
          ahead.add(submit(batch, epoch, order, b + ring.length));
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a batch could not be prepared", e.getCause());
    } finally {
      drain(ahead);
    }
  }

  private Future<Batch> submit(Batch batch, int epoch, int[] order, int number) {
    return workers.submit(() -> fill(batch, epoch, order, number * batchSize));
  }

  private Batch fill(Batch batch, int epoch, int[] order, int from) {
    FloatBuffer images = batch.images.clear().asFloatBuffer();
    FloatBuffer drawn = batch.drawn.clear().asFloatBuffer();
    batch.size = Math.min(batchSize, order.length - from);
    for (int i = from; i < from + batch.size; i++) {
      CellSample sample = augmented(order[i], epoch);
      images.put(finish.apply(sample.image()).pixels());
      target.draw(sample, drawn);
    }
    return batch;
  }

  /** What is not ours is checked, so that a fault is told by the augmenter's name. */
  private CellSample augmented(int image, int epoch) {
    CellSample sample = data.sample(image);
    return Augmentation.OURS.contains(augmentation)
        ? augmentation.apply(sample, random(epoch, image + 1L))
        : AugmentationCheck.apply(augmentation, sample, () -> random(epoch, image + 1L));
  }

  private int[] order(int epoch) {
    int[] order = new int[data.size()];
    SplittableRandom random = random(epoch, 0);
    for (int i = 0; i < order.length; i++) {
      int j = shuffle ? random.nextInt(i + 1) : i;
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private SplittableRandom random(int epoch, long stream) {
    return new SplittableRandom(
        new SplittableRandom(seed ^ ((long) epoch << 32) ^ stream).nextLong());
  }

  /** Waits until no worker writes to the ring any more. */
  private static void drain(Queue<Future<Batch>> ahead) {
    boolean interrupted = false;
    for (Future<Batch> future : ahead) {
      boolean done = false;
      while (!done) {
        try {
          future.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          done = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
