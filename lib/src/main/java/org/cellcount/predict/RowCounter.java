package org.cellcount.predict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Counts files into rows: one that cannot be counted is a row that says why. Several threads may
 * use it at once; an image for which the memory does not suffice is counted once more, alone.
 */
public final class RowCounter {
  private final FileCounter counter;

  /** Counting holds it for reading; an image that found too little memory is alone with it. */
  private final ReadWriteLock memory = new ReentrantReadWriteLock(true);

  /** Reads and counts with another. */
  public RowCounter(FileCounter counter) {
    this.counter = counter;
  }

  /**
   * Counts a file.
   *
   * @param name what to call it in the row
   * @param sink takes the image, unless it cannot be counted
   */
  public ImageRow count(Path file, String name, FileCounter.Sink sink) {
    memory.readLock().lock();
    try {
      return tryCount(file, name, sink);
    } catch (OutOfMemoryError e) {
      // Others may have held what was missing: once more, alone.
    } finally {
      memory.readLock().unlock();
    }
    memory.writeLock().lock();
    try {
      return tryCount(file, name, sink);
    } catch (OutOfMemoryError e) {
      return ImageRow.failed(
          name, Map.of(), name + " needs more memory than the Java heap has (raise it with -Xmx)");
    } finally {
      memory.writeLock().unlock();
    }
  }

  private ImageRow tryCount(Path file, String name, FileCounter.Sink sink) {
    Map<String, String> known = Collections.synchronizedMap(new LinkedHashMap<>());
    try {
      counter.count(file, known, sink);
      return ImageRow.counted(name, known);
    } catch (IOException | IllegalArgumentException e) {
      return ImageRow.failed(name, withoutCount(known), reason(e, file, name));
    } catch (RuntimeException | StackOverflowError e) {
      return ImageRow.failed(
          name,
          withoutCount(known),
          name + " cannot be counted, by a mistake in this program: " + e);
    }
  }

  private static Map<String, String> withoutCount(Map<String, String> known) {
    Map<String, String> rest = new LinkedHashMap<>(known);
    rest.keySet().removeAll(List.of("count", "low80", "high80", "low95", "high95"));
    return rest;
  }

  /** The table may travel: it names the file, not the folders of this machine. */
  private static String reason(Exception e, Path file, String name) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.replace(file.toString(), name);
  }
}
