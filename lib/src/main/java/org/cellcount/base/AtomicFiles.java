package org.cellcount.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are whole or absent: the content goes to a file beside the target, which then takes
 * the target's name. A full disk, an exception or a kill leaves the previous file as it was.
 */
public final class AtomicFiles {
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
    Path aside =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.createDirectories(target.getParent());
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
    } finally {
      // Not deleteIfExists, which would hide why the file could not be written.
      boolean unused = aside.toFile().delete();
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
