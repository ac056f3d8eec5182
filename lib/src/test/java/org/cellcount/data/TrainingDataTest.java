package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellcount.image.GrayImage;
import org.cellcount.image.ImageFiles;
import org.cellcount.image.ImageSelection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
  @TempDir private Path folder;

  /** An image of discs of a radius, spread evenly, and their labels. */
  private void field(String name, int size, int radius) throws IOException {
    float[] pixels = new float[size * size];
    float[] labels = new float[size * size];
    int number = 0;
    for (int y = 2 * radius; y < size - radius; y += 4 * radius) {
      for (int x = 2 * radius; x < size - radius; x += 4 * radius) {
        number++;
        for (int row = y - radius; row <= y + radius; row++) {
          for (int column = x - radius; column <= x + radius; column++) {
            if (Math.hypot(row - y, column - x) <= radius) {
              pixels[row * size + column] = 1;
              labels[row * size + column] = number / 255f;
            }
          }
        }
      }
    }
    ImageFiles.writePng(folder.resolve(name + ".png"), new GrayImage(size, size, pixels));
    ImageFiles.writePng(folder.resolve(name + "_masks.png"), new GrayImage(size, size, labels));
  }

  @Test
  void fieldsBecomeCropsOfOneCellSize() throws IOException {
    field("a", 256, 7);
    field("b", 512, 15);
    field("small", 100, 7);
    TrainingData data = TrainingData.read(folder, ImageSelection.NONE);
    assertEquals(List.of("small: is 100x100, smaller than a crop of 128x128"), left(data));
    CellDataset images = data.images();
    assertEquals(128, images.height());
    assertEquals(9 + 9, images.size());
    assertEquals(0, images.group(0));
    assertEquals(1, images.group(17));
    assertEquals(15, DatasetStatistics.typicalDiameter(images.subset(0)), 1.5);
    assertEquals(15, DatasetStatistics.typicalDiameter(images.subset(9)), 1.5);
  }

  private static List<String> left(TrainingData data) {
    return data.leftOut().stream().map(LeftOut::toString).toList();
  }

  @Test
  void npzFilesAndTheirFoldersAreReadAsTheyAre() throws IOException {
    field("a", 128, 7);
    CellDataset crops = TrainingData.read(folder, ImageSelection.NONE).images();
    Path other = Files.createDirectory(folder.resolve("other"));
    NpzDataset.write(other.resolve("train_data.npz"), crops);
    for (Path source : List.of(other, other.resolve("train_data.npz"))) {
      assertEquals(crops.size(), TrainingData.read(source, ImageSelection.NONE).images().size());
    }
    IOException e =
        assertThrows(
            IOException.class,
            () -> TrainingData.read(other, ImageSelection.NONE.withChannel("2")));
    assertEquals(other + " holds one image each: a channel or plane is not chosen", e.getMessage());
  }

  @Test
  void whatCannotBeTrainedOnIsSaid() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String message = messageOf(empty);
    assertTrue(message.startsWith(empty + " holds no images with labels: expected"), message);
    Path absent = folder.resolve("x.zip");
    assertEquals(absent + " does not exist", messageOf(absent));
    field("small", 64, 5);
    assertEquals(
        folder
            + " holds no image to train on; left out small: is 64x64, smaller than a crop of"
            + " 128x128",
        messageOf(folder));
  }

  private static String messageOf(Path source) {
    return assertThrows(IOException.class, () -> TrainingData.read(source, ImageSelection.NONE))
        .getMessage();
  }
}
