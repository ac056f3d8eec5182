package org.cellcount.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir private Path folder;

  @Test
  void replacesTheWholeFile() throws IOException {
    Path file = folder.resolve("made/on/the/way.txt");
    write(file, "a longer first content");
    write(file, "second");
    assertEquals("second", Files.readString(file));
    assertEquals(List.of("way.txt"), namesIn(file.getParent()));
  }

  @Test
  void failureHalfWayKeepsThePreviousFile() throws IOException {
    Path file = folder.resolve("file.txt");
    write(file, "previous");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }));
    assertEquals("cannot write " + file + ": IOException: No space left on device", e.getMessage());
    assertEquals("previous", Files.readString(file));
    assertEquals(List.of("file.txt"), namesIn(folder));
  }

  @Test
  void exceptionOfTheContentLeavesNothing() throws IOException {
    Path file = folder.resolve("file.txt");
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFiles.write(
                file,
                out -> {
                  throw new IllegalStateException("bug");
                }));
    assertEquals(List.of(), namesIn(folder));
  }

  @Test
  void fileInTheWayOfAFolderIsNamed() throws IOException {
    Path blocker = Files.writeString(folder.resolve("blocker"), "");
    Path file = blocker.resolve("file.txt");
    IOException e = assertThrows(IOException.class, () -> write(file, "x"));
    assertTrue(e.getMessage().startsWith("cannot write " + file + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(blocker + " is not a folder"), e.getMessage());
    assertFalse(Files.exists(file));
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAfterAnHour() throws IOException {
    Path old = Files.createFile(folder.resolve(".cellcount-1.part"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path fresh = Files.createFile(folder.resolve(".cellcount-2.part"));
    Path other = Files.createFile(folder.resolve(".mine.part"));
    Files.setLastModifiedTime(other, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    AtomicFiles.write(folder.resolve("x"), out -> out.write(1));
    assertTrue(Files.notExists(old), "abandoned");
    assertTrue(Files.exists(fresh), "in use");
    assertTrue(Files.exists(other), "not ours");
  }

  @Test
  void aNameOfTheLargestLengthIsWritten() throws IOException {
    Path file = folder.resolve("n".repeat(255));
    AtomicFiles.write(file, out -> out.write(1));
    assertTrue(Files.exists(file));
  }
}
