package org.cellcount.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Keeps two jobs out of one folder, on file systems that know no locks: a file that its owner
 * writes again and again. One that has not been written for some beats is of a process that was
 * killed.
 */
final class RunLock implements Closeable {
  static final Duration BEAT = Duration.ofSeconds(3);
  private static final int BEATS = 5;

  private final FileSystem system;
  private final Path file;
  private final byte[] owner;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "lock of the results");
            thread.setDaemon(true);
            return thread;
          });

  private RunLock(FileSystem system, Path file, String owner) {
    this.system = system;
    this.file = file;
    this.owner = owner.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Takes the lock; where one is left from a killed process, after a while.
   *
   * @param owner a name that no other process has
   * @throws IOException if another process holds it
   */
  static RunLock take(FileSystem system, Path file, String owner, Duration beat)
      throws IOException {
    RunLock lock = new RunLock(system, file, owner);
    try (OutputStream out = system.create(file, false)) {
      out.write(lock.owner);
    } catch (FileAlreadyExistsException e) {
      lock.takeOver(beat);
    } catch (IOException e) {
      if (!system.exists(file)) {
        throw e;
      }
      lock.takeOver(beat);
    }
    long millis = beat.toMillis();
    Future<?> unused =
        lock.beats.scheduleAtFixedRate(lock::beat, millis, millis, TimeUnit.MILLISECONDS);
    return lock;
  }

  private void takeOver(Duration beat) throws IOException {
    long before = system.getFileStatus(file).getModificationTime();
    for (int i = 0; i < BEATS; i++) {
      pause(beat);
      if (!system.exists(file) || system.getFileStatus(file).getModificationTime() != before) {
        throw held();
      }
    }
    write();
    pause(beat);
    try (InputStream in = system.open(file)) {
      if (!Arrays.equals(owner, in.readAllBytes())) {
        throw held();
      }
    }
  }

  private IOException held() {
    return new IOException(
        file.getParent() + " is being written to by another run, expected a folder of its own");
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("waiting for the results was interrupted", e);
    }
  }

  private void write() throws IOException {
    try (OutputStream out = system.create(file, true)) {
      out.write(owner);
    }
  }

  private void beat() {
    try {
      write();
    } catch (IOException e) {
      // The next beat may come through; the lock outlives some that do not.
    }
  }

  @Override
  public void close() throws IOException {
    beats.shutdownNow();
    try {
      boolean unused = beats.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    system.delete(file, false);
  }
}
