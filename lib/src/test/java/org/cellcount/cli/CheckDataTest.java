package org.cellcount.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.image.GrayImage;
import org.cellcount.microscopy.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckDataTest {
  @TempDir private Path folder;

  private void field(String name, float... labels) throws IOException {
    float[] cells = new float[32 * 32];
    float[] pixels = new float[cells.length];
    for (int i = 0; i < labels.length; i++) {
      for (int pixel = 0; pixel < 16; pixel++) {
        int at = (2 + pixel / 4) * 32 + 2 + 6 * i + pixel % 4;
        cells[at] = labels[i] / 255;
        pixels[at] = 1;
      }
    }
    ImageFiles.writePng(folder.resolve(name + ".png"), new GrayImage(32, 32, pixels));
    ImageFiles.writePng(folder.resolve(name + "_masks.png"), new GrayImage(32, 32, cells));
  }

  @Test
  void saysWhatIsOddAndDrawsEveryImage() throws IOException {
    field("good", 1, 2, 3);
    field("split", 1, 2, 1);
    Files.copy(folder.resolve("good.png"), folder.resolve("alone.png"));
    Path output = folder.resolve("check");
    assertEquals(
        List.of(
            "good: 3 cells of 5 pixels across",
            "split: 2 cells of 6 pixels across",
            "  odd: 1 cells lie in several pieces (1)",
            "left out: alone.png: has no labels",
            "2 images with 5 cells, something odd in 1, 1 files left out; pictures in " + output),
        Shell.run(new CheckData(), folder, "--output", output).done());
    assertEquals(List.of("good.png", "split.png"), Shell.files(output));
  }

  @Test
  void aFolderWithoutLabelsIsRefused() throws IOException {
    Shell.run(new CheckData(), folder)
        .failed(
            1,
            "check-data: "
                + folder
                + " holds no images with labels: expected name.tif beside name_masks.tif, or"
                + " images/ beside masks/, or the layout of BBBC038");
    Shell.run(new CheckData(), folder.resolve("x"))
        .failed(1, "check-data: " + folder.resolve("x") + " does not exist");
  }
}
