package org.cellcount.predict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.cellcount.export.CountedImage;

/** Reads an image file and counts its cells. Several threads use it at once. */
@FunctionalInterface
public interface FileCounter {
  /** Takes a counted image while it is there. */
  @FunctionalInterface
  interface Sink {
    /** Writes what is wanted of it. */
    void accept(CountedImage image) throws IOException;
  }

  /**
   * Counts one file.
   *
   * @param known takes what is known of it, by the names of {@link ImageRow#COLUMNS}, as soon as it
   *     is known
   * @param sink takes the image, unless it cannot be counted
   * @throws IOException if it cannot be read or the sink fails, naming it and the reason
   */
  void count(Path file, Map<String, String> known, Sink sink) throws IOException;
}
