package org.cellcount.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where notebooks leave files. */
public final class Results {
  private static final String VARIABLE = "CELLCOUNT_RESULTS";

  private Results() {}

  /**
   * The folder that the environment variable {@code CELLCOUNT_RESULTS} names, else {@code results}
   * of this project, made if missing.
   *
   * @throws IOException if it cannot be made or written to; the message names it
   */
  public static Path folder() throws IOException {
    String named = System.getenv(VARIABLE);
    Path here = Path.of("").toAbsolutePath();
    return writable(
        named == null || named.isBlank() ? project(here).resolve("results") : Path.of(named));
  }

  /** The nearest folder, from here upwards, that is this project's; here if there is none. */
  static Path project(Path here) {
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("environment").resolve("setup"))) {
        return folder;
      }
    }
    return here;
  }

  static Path writable(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".writable", null));
      return folder;
    } catch (IOException e) {
      throw new IOException(
          "results folder " + folder + " cannot be written; set " + VARIABLE + " to another", e);
    }
  }
}
