package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  @Test
  void theProjectIsFoundFromAnyFolderInIt(@TempDir Path folder) throws IOException {
    Path notebooks = Files.createDirectories(folder.resolve("a project").resolve("notebooks"));
    Path environment = Files.createDirectories(notebooks.resolveSibling("environment"));
    Files.createFile(environment.resolve("setup"));
    assertEquals(notebooks.getParent(), Results.project(notebooks));
    assertEquals(notebooks.getParent(), Results.project(notebooks.getParent()));
    assertEquals(folder, Results.project(folder));
  }

  @Test
  void aMissingFolderIsMade(@TempDir Path folder) throws IOException {
    Path results = Results.writable(folder.resolve("some").resolve("results"));
    assertTrue(Files.isDirectory(results));
    try (var files = Files.list(results)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("results"));
    Exception error = assertThrows(IOException.class, () -> Results.writable(file));
    assertEquals(
        "results folder " + file + " cannot be written; set CELLCOUNT_RESULTS to another",
        error.getMessage());
  }
}
