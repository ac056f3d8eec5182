package org.cellcount.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that are whole or absent: the content goes to a file beside the target, which then takes
 * the target's name. A full disk, an exception or a kill leaves the previous file as it was; what a
 * killed process had written of the next one is removed by a later one, after an hour.
 */
public final class AtomicFiles {
  private static final String ASIDE = ".cellcount-";
  private static final String PART = ".part";

  /** A process that still writes does so more often. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

  private AtomicFiles() {}

  /** Produces the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to a buffered stream, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Produces the content of a file in any order. */
  @FunctionalInterface
  public interface Places {
    /** Writes everything to a new file, which the caller closes. */
    void writeTo(FileChannel file) throws IOException;
  }

  /**
   * Writes a file, replacing one of the same name; missing folders are made.
   *
   * @throws IOException if the file cannot be written, naming it; the previous file is untouched
   */
  public static void write(Path file, Content content) throws IOException {
    writeAnywhere(
        file,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          content.writeTo(out);
          out.flush();
        });
  }

  /**
   * Writes a file whose parts do not come in order, such as one whose beginning says where its end
   * is, as {@link #write} does.
   *
   * @throws IOException as {@link #write}
   */
  public static void writeAnywhere(Path file, Places content) throws IOException {
    Path target = file.toAbsolutePath();
    Path aside = target.resolveSibling(ASIDE + UUID.randomUUID() + PART);
    try {
      Files.createDirectories(target.getParent());
      sweep(target.getParent());
      try (FileChannel channel =
          FileChannel.open(
              aside,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + reason(e), e);
    } catch (RuntimeException e) {
      // So a writer of tables passes on what the disk says.
      if (e.getCause() instanceof IOException disk) {
        throw new IOException("cannot write " + file + ": " + reason(disk), e);
      }
      throw e;
    } finally {
      discard(aside);
    }
  }

  /** What cannot be deleted must not hide why the file could not be written. */
  private static void discard(Path aside) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException e) {
      // A later process sweeps it.
    }
  }

  /** Removes what processes left in a folder that were killed while they wrote. */
  private static void sweep(Path folder) {
    if (!SWEPT.add(folder)) {
      return;
    }
    Instant recent = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ASIDE + "*" + PART)) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(recent)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Another process may sweep as well: the next write here looks again.
      boolean unused = SWEPT.remove(folder);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException blocker) {
      return blocker.getFile() + " is not a folder";
    }
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
