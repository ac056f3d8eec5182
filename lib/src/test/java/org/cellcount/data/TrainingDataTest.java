package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellcount.augment.Augmentation;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.microscopy.ImageSelection;
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

  @Test
  void partsAreTakenOfWholeFields() throws IOException {
    field("a", 300, 7);
    field("b", 400, 7);
    field("c", 160, 7);
    field("d", 256, 30);
    TrainingData data = TrainingData.read(folder, ImageSelection.NONE);
    CellDataset crops = data.images();
    int[] notA = IntStream.range(0, crops.size()).filter(i -> crops.group(i) > 0).toArray();
    int[] ofA = IntStream.range(0, crops.size()).filter(i -> crops.group(i) == 0).toArray();
    Split split = new Split(crops.subset(notA), crops.subset(ofA));
    assertSame(split, data.learning(split, Augmentation.ROBUST));
    Split parts = data.learning(split, Augmentation.WORLD);
    assertSame(split.validation(), parts.validation());
    CellDataset tiles = parts.training();
    assertEquals(256, tiles.height());
    assertEquals(256, tiles.width());
    assertEquals(4 + 3 + 3, tiles.size());
    double enlarged = 256 / 160.0;
    double cell = DatasetStatistics.typicalDiameter(tiles.subset(0));
    assertEquals(cell * enlarged, DatasetStatistics.typicalDiameter(tiles.subset(4)), 0.7);
    assertEquals(
        field(tiles.image(4)), field(tiles.image(6)), "a field of one tile is taken three times");
    assertEquals(60, DatasetStatistics.typicalDiameter(tiles.subset(7)), 2);
  }

  private static List<Float> field(GrayImage image) {
    List<Float> values = new ArrayList<>();
    for (float value : image.pixels()) {
      values.add(value);
    }
    return values;
  }

  @Test
  void imagesThatCameAsTheyAreStaySo() throws IOException {
    field("a", 256, 7);
    field("b", 256, 7);
    CellDataset crops = TrainingData.read(folder, ImageSelection.NONE).images();
    Split split = crops.split(0.5, 1);
    assertSame(split, TrainingData.of(crops).learning(split, Augmentation.WORLD));
  }

  @Test
  void labelsThatTellNoCellFromAnotherAreRefused() throws IOException {
    field("good", 256, 7);
    float[] all = new float[256 * 256];
    Arrays.fill(all, 0, all.length / 2, 1);
    GrayImage blob = new GrayImage(256, 256, all);
    ImageFiles.writePng(folder.resolve("blob.png"), blob);
    ImageFiles.writePng(folder.resolve("blob_masks.png"), blob);
    TrainingData data = TrainingData.read(folder, ImageSelection.NONE);
    String reason =
        "blob: its labels are one blob over more than a quarter of the image, expected a number for"
            + " each cell";
    assertEquals(List.of(reason), left(data));
    CellDataset images = data.images();
    List<LabelImage> same =
        IntStream.range(0, images.size())
            .mapToObj(i -> images.labels(i).orElseThrow().labels())
            .map(l -> new LabelImage(128, 128, Arrays.stream(l).map(n -> n > 0 ? 1 : 0).toArray()))
            .toList();
    Path file = folder.resolve("masks.npz");
    NpzDataset.write(file, images.withLabels(same));
    assertEquals(
        file + ": its labels tell no cell from another, expected a number for each, or no labels",
        messageOf(file));
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
