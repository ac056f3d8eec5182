package org.cellcount.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cellcount.data.NpzDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundDataTest {
  @TempDir Path folder;

  @Test
  void whatIsNamedComesFirstThenTheDataFolderThenSyntheticCells() throws IOException {
    FoundData synthetic = FoundData.find(Optional.empty(), folder, 3);
    assertEquals(3, synthetic.train().size());
    assertTrue(synthetic.origin().startsWith("synthetic"), synthetic.origin());
    assertEquals(3, synthetic.testImages().size());
    assertFalse(synthetic.train().images().equals(synthetic.testImages()));

    NpzDataset.write(folder.resolve("data/train_data.npz"), synthetic.train().subset(0, 1));
    Path below = Files.createDirectories(folder.resolve("notebooks"));
    FoundData local = FoundData.find(Optional.empty(), below, 3);
    assertEquals(2, local.train().size());
    assertEquals("read from data/train_data.npz", local.origin());

    Path other = folder.resolve("other/train_data.npz");
    NpzDataset.write(other, synthetic.train().subset(2));
    assertEquals(1, FoundData.find(Optional.of(other), below, 3).train().size());
    assertEquals(1, FoundData.find(Optional.of(other.getParent()), below, 3).train().size());
  }

  @Test
  void aNamedFolderWithoutDataIsAnError() {
    var e = assertThrows(IOException.class, () -> FoundData.find(Optional.of(folder), folder, 3));
    assertEquals(
        "CELLCOUNT_DATA names " + folder + ", expected a folder with train_data.npz or such a file",
        e.getMessage());
  }
}
