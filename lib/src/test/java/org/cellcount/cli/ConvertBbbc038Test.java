package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.data.BbbcFiles;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertBbbc038Test {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path source;
  private Path target;

  @BeforeEach
  void threeFields() throws IOException {
    source = folder.resolve("source");
    target = folder.resolve("data/train_data.npz");
    BbbcFiles files = new BbbcFiles(source);
    for (String id : new String[] {"a", "b", "lonely"}) {
      files.gray(id, 128, 192, 0.3f);
      files.mask(id, "m1", 128, 192, 10, 70, 5, 5);
    }
    files.mask("a", "m2", 128, 192, 50, 80, 6, 6);
    files.mask("b", "m2", 128, 192, 50, 150, 6, 6);
    files.colour("stained", 128, 128, 0xff00ff);
  }

  @Test
  void writesCropsThatReadBack() throws IOException {
    assertEquals(0, run(source.toString(), target.getParent().toString()));
    CellDataset crops = NpzDataset.read(target);
    // Crops at columns 0 and 64: both of a, the right one of b; a lone cell is too few.
    assertEquals("train_data: 3 images of 128x128", crops.toString());
    assertArrayEquals(new int[] {2, 2, 2}, crops.trueCounts());
    assertEquals(0, crops.group(1));
    assertEquals(1, crops.group(2));
    assertTrue(crops.hasLabels());
    String said = text(out);
    assertTrue(said.contains("reading 4 of 4 images"), said);
    assertTrue(said.contains("left out: stained: holds no masks"), said);
    assertTrue(
        said.contains("3 images cut into 6 crops of 128x128; 3 with 2 to 28 cells are kept"), said);
    assertTrue(said.contains("wrote " + target + ": 3 crops of 2 images, 2.0 cells each"), said);
  }

  @Test
  void existingFileIsKeptUnlessForced() throws IOException {
    Files.createDirectories(target.getParent());
    Files.writeString(target, "precious");
    assertEquals(1, run(source.toString(), target.getParent().toString()));
    assertEquals(target + " exists: give --force to overwrite it", text(err).strip());
    assertEquals("precious", Files.readString(target));
    assertEquals(0, run(source.toString(), target.getParent().toString(), "--force"));
    assertEquals(3, NpzDataset.read(target).size());
  }

  @Test
  void failuresAreSaidInOneLine() {
    assertEquals(2, run(source.toString()));
    assertEquals("arguments: <BBBC038 zip or folder> <output folder> [--force]", text(err).strip());
    err.reset();
    Path absent = folder.resolve("absent");
    assertEquals(1, run(absent.toString(), target.getParent().toString()));
    assertEquals(absent + " does not exist", text(err).strip());
    assertTrue(Files.notExists(target));
  }

  private int run(String... arguments) {
    return ConvertBbbc038.run(List.of(arguments), print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
