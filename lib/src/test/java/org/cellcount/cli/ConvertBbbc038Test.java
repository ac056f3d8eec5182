package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellcount.data.BbbcFiles;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertBbbc038Test {
  @TempDir private Path folder;
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
    String said = String.join("\n", convert(source, target.getParent()).done());
    CellDataset crops = NpzDataset.read(target);
    // Crops at columns 0 and 64: both of a, the right one of b; a lone cell is too few.
    assertEquals("train_data: 3 images of 128x128", crops.toString());
    assertArrayEquals(new int[] {2, 2, 2}, crops.trueCounts());
    assertEquals(0, crops.group(1));
    assertEquals(1, crops.group(2));
    assertTrue(crops.hasLabels());
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
    convert(source, target.getParent())
        .failed(1, "get-data: " + target + " exists: give --force to overwrite it");
    assertEquals("precious", Files.readString(target));
    convert(source, target.getParent(), "--force").done();
    assertEquals(3, NpzDataset.read(target).size());
  }

  @Test
  void failuresAreSaidInOneLine() {
    convert(source).failed(2, "get-data: Missing required parameter: 'FOLDER'; see --help");
    convert(source, target.getParent(), "--force", "--force")
        .failed(2, "get-data: option '--force' should be specified only once; see --help");
    convert(source, target.getParent(), "more")
        .failed(2, "get-data: Unmatched argument at index 2: 'more'; see --help");
    Path absent = folder.resolve("absent");
    convert(absent, target.getParent()).failed(1, "get-data: " + absent + " does not exist");
    assertTrue(Files.notExists(target));
  }

  @Test
  void helpSaysWhatIsNeeded() {
    String help = String.join("\n", convert("--help").done());
    assertTrue(help.contains("[--force] SOURCE FOLDER"), help);
  }

  private static Shell convert(Object... arguments) {
    return Shell.run(new ConvertBbbc038(), arguments);
  }
}
