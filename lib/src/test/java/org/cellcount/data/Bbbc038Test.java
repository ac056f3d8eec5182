package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bbbc038Test {
  @TempDir private Path folder;

  @Test
  void readsFieldsWithTheirCells() throws IOException {
    BbbcFiles files = new BbbcFiles(folder);
    files.gray("b", 8, 10, 0.2f);
    files.mask("b", "m2", 8, 10, 0, 0, 2, 3);
    files.mask("b", "m1", 8, 10, 4, 4, 3, 3);
    files.gray("a", 8, 8, 0.4f);
    files.mask("a", "m", 8, 8, 1, 1, 1, 1);
    Bbbc038 collection = Bbbc038.read(folder, (done, all) -> {});
    assertEquals(List.of(), collection.leftOut());
    assertEquals(List.of("a", "b"), collection.fields().stream().map(MicroscopeField::id).toList());
    MicroscopeField b = collection.fields().get(1);
    assertEquals(2, b.count());
    assertEquals(51 / 255f, b.image().get(7, 9));
    assertEquals(1, b.labels().get(6, 6));
    assertEquals(2, b.labels().get(1, 2));
    assertEquals(0, b.labels().get(2, 2));
    assertEquals(15, b.labels().foreground().area());
    assertEquals(b.labels().foreground().toGray(), b.sample().mask());
  }

  @Test
  void smallerCellStaysWhereTwoOverlap() throws IOException {
    BbbcFiles files = new BbbcFiles(folder);
    files.gray("a", 4, 4, 0.1f);
    files.mask("a", "1", 4, 4, 0, 0, 2, 2);
    files.mask("a", "2", 4, 4, 0, 0, 4, 3);
    LabelImage labels = Bbbc038.read(folder, (done, all) -> {}).fields().get(0).labels();
    assertArrayEquals(new int[] {1, 1, 2, 0, 1, 1, 2, 0, 2, 2, 2, 0, 2, 2, 2, 0}, labels.labels());
  }

  @Test
  void stainedAndBrightImagesAreLeftOut() throws IOException {
    BbbcFiles files = new BbbcFiles(folder);
    for (String id : new String[] {"fluorescence", "stained", "bright"}) {
      files.mask(id, "m", 8, 8, 1, 1, 3, 3);
    }
    files.gray("fluorescence", 8, 8, 0.49f);
    files.colour("stained", 8, 8, 0x402060);
    files.gray("bright", 8, 8, 0.9f);
    Bbbc038 collection = Bbbc038.read(folder, (done, all) -> {});
    assertEquals("fluorescence", collection.fields().get(0).id());
    assertEquals(1, collection.fields().size());
    assertEquals(
        List.of(
            "bright: has a bright ground: median intensity 0.90, expected below 0.50",
            "stained: is stained: red, green and blue differ by 0.25 on average, expected below"
                + " 0.02"),
        collection.leftOut().stream().map(LeftOut::toString).toList());
  }

  @Test
  void brokenFieldsAreLeftOutWithTheReason() throws IOException {
    BbbcFiles files = new BbbcFiles(folder);
    files.gray("good", 8, 8, 0.1f);
    files.mask("good", "empty", 8, 8, 0, 0, 0, 0);
    Files.writeString(folder.resolve("good/masks/Thumbs.db"), "x");
    Files.writeString(folder.resolve("good/masks/.DS_Store"), "x");
    files.gray("nomasks", 8, 8, 0.1f);
    files.gray("size", 8, 8, 0.1f);
    files.mask("size", "m", 8, 9, 0, 0, 2, 2);
    files.gray("two", 8, 8, 0.1f);
    Files.copy(folder.resolve("two/images/two.png"), folder.resolve("two/images/again.png"));
    files.gray("broken", 8, 8, 0.1f);
    Files.createDirectories(folder.resolve("broken/masks"));
    Files.writeString(folder.resolve("broken/masks/m.png"), "no picture");
    Bbbc038 collection = Bbbc038.read(folder, (done, all) -> {});
    assertEquals(
        List.of(
            "broken: broken/masks/m.png is not an image of a kind that is read, expected TIFF, PNG,"
                + " JPEG or BMP: save it as TIFF, for example with Fiji",
            "good/masks/Thumbs.db: is not a PNG",
            "good/masks/empty.png: is empty",
            "nomasks: holds no masks",
            "size: size/masks/m.png is 8x9, expected 8x8 as the image",
            "two: holds 2 images, expected 1"),
        collection.leftOut().stream().map(LeftOut::toString).toList());
    assertEquals(1, collection.fields().size());
    assertEquals(0, collection.fields().get(0).count());
  }

  @Test
  void zipReadsLikeItsFolder() throws IOException {
    BbbcFiles files = new BbbcFiles(folder.resolve("stage1_train"));
    files.gray("a", 8, 8, 0.1f);
    files.mask("a", "m", 8, 8, 1, 1, 3, 3);
    files.colour("b", 8, 8, 0xff0000);
    Path zip = folder.resolve("stage1_train.zip");
    files.zip(zip, "some/folder/");
    Bbbc038 unpacked = Bbbc038.read(folder.resolve("stage1_train"), (done, all) -> {});
    assertEquals(unpacked, Bbbc038.read(zip, (done, all) -> {}));
    assertEquals(1, unpacked.fields().size());
    assertEquals(1, unpacked.leftOut().size());
  }

  @Test
  void progressCountsEveryField() throws IOException {
    BbbcFiles files = new BbbcFiles(folder);
    for (int i = 0; i < 9; i++) {
      files.gray("f" + i, 4, 4, 0.1f);
    }
    List<Integer> seen = new ArrayList<>();
    Bbbc038.read(
        folder,
        (done, all) -> {
          assertEquals(9, all);
          seen.add(done);
        });
    assertEquals(IntStream.rangeClosed(1, 9).boxed().toList(), seen);
  }

  @Test
  void whatIsNotTheCollection() throws IOException {
    Path absent = folder.resolve("absent.zip");
    assertEquals(absent + " does not exist", messageOf(absent));
    assertEquals(
        folder + " holds no folders <id>/images and <id>/masks as BBBC038 does", messageOf(folder));
    Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
    assertTrue(
        messageOf(text).startsWith(text + " is not a folder or a whole zip file: "),
        messageOf(text));
  }

  @Test
  void cropsCoverTheFieldAndAreGroupedByIt() {
    LabelImage labels = new LabelImage(24, 40, new int[24 * 40]);
    GrayImage image = GrayImage.zeros(24, 40);
    for (int i = 0; i < 24 * 40; i++) {
      image.pixels()[i] = i % 256 / 255f;
    }
    MicroscopeField small =
        new MicroscopeField("small", GrayImage.zeros(16, 16), new LabelImage(16, 16, new int[256]));
    CellDataset crops =
        new Bbbc038(List.of(small, new MicroscopeField("wide", image, labels)), List.of())
            .crops(16, 100);
    // One, then 2 rows of 4: every 8 pixels.
    assertEquals(9, crops.size());
    assertArrayEquals(
        new int[] {0, 1, 1, 1, 1, 1, 1, 1, 1}, IntStream.range(0, 9).map(crops::group).toArray());
    assertEquals(image.get(8, 24), crops.image(8).get(0, 0));
    assertEquals(image.get(23, 39), crops.image(8).get(15, 15));
    assertEquals(image.get(0, 8), crops.image(2).get(0, 0));
  }

  @Test
  void tilesAreAsFewAsCoverEveryPixel() {
    for (int[] size : new int[][] {{16, 16}, {17, 32}, {33, 40}, {64, 50}}) {
      int pixels = size[0] * size[1];
      GrayImage image = GrayImage.zeros(size[0], size[1]);
      for (int i = 0; i < pixels; i++) {
        image.pixels()[i] = (float) i / pixels;
      }
      LabelImage labels = new LabelImage(size[0], size[1], new int[pixels]);
      CellDataset tiles =
          new Bbbc038(List.of(new MicroscopeField("f", image, labels)), List.of()).tiles(16, 100);
      int expected = ((size[0] + 15) / 16) * ((size[1] + 15) / 16);
      assertEquals(expected, tiles.size());
      TreeSet<Float> seen = new TreeSet<>();
      for (int i = 0; i < tiles.size(); i++) {
        for (float value : tiles.image(i).pixels()) {
          seen.add(value);
        }
      }
      assertEquals(pixels, seen.size(), size[0] + "x" + size[1]);
    }
  }

  @Test
  void cropsNumberTheirCellsAndLeaveOutCrumbs() {
    int[] labels = new int[20 * 10];
    for (int row = 0; row < 20; row++) {
      for (int column = 0; column < 5; column++) {
        // Cell 8 has 9 rows, cell 3 the 11 below; one crop cuts 1 row (5 pixels) off cell 8.
        labels[row * 10 + column] = row < 9 ? 8 : 3;
      }
    }
    MicroscopeField field =
        new MicroscopeField("f", GrayImage.zeros(20, 10), new LabelImage(20, 10, labels));
    CellDataset crops = new Bbbc038(List.of(field), List.of()).crops(10, 100);
    assertEquals(3, crops.size());
    assertArrayEquals(new int[] {1, 2, 1}, crops.trueCounts());
    assertEquals(CountSource.COUNTS, crops.countSource());
    // Rows 0..9: nine of cell 8, one of cell 3, five pixels, too few to be a cell.
    assertEquals(45, crops.labels(0).orElseThrow().foreground().area());
    assertEquals(50, crops.mask(0).above(0.5).area());
    assertEquals(1, crops.labels(0).orElseThrow().get(0, 0));
    assertEquals(1, crops.labels(1).orElseThrow().get(0, 0));
    assertEquals(2, crops.labels(1).orElseThrow().get(9, 0));
  }

  @Test
  void largeCellsAreReducedToTheDiameter() {
    // One disc of diameter 40 in the middle of 80x80.
    int[] labels = new int[6400];
    for (int i = 0; i < 6400; i++) {
      labels[i] = Math.hypot(Math.floorDiv(i, 80) - 39.5, i % 80 - 39.5) < 20 ? 1 : 0;
    }
    MicroscopeField field =
        new MicroscopeField("f", GrayImage.zeros(80, 80), new LabelImage(80, 80, labels));
    assertEquals(40, field.medianDiameter(), 0.2);
    CellDataset reduced = new Bbbc038(List.of(field), List.of()).crops(16, 10);
    // 80 / 4 = 20 pixels: one crop of 16 with the disc of diameter 10 in it.
    assertEquals(1, reduced.size());
    assertEquals(Math.PI * 25, reduced.labels(0).orElseThrow().foreground().area(), 6);
    TreeSet<Float> values = new TreeSet<>();
    for (float value : reduced.mask(0).pixels()) {
      values.add(value);
    }
    assertTrue(values.size() > 2, "soft mask: " + values);
    // Never below a crop: 80 / 4 would be 20, a crop of 40 keeps half the size.
    assertEquals(
        Math.PI * 100,
        new Bbbc038(List.of(field), List.of()).crops(40, 10).mask(0).above(0.5).area(),
        10);
  }

  @Test
  void fieldSmallerThanACropIsNamed() {
    MicroscopeField field =
        new MicroscopeField("tiny", GrayImage.zeros(5, 20), new LabelImage(5, 20, new int[100]));
    Bbbc038 collection = new Bbbc038(List.of(field), List.of());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> collection.crops(16, 10));
    assertEquals("field tiny is 5x20, expected at least the crop's 16x16", e.getMessage());
    assertFalse(collection.fields().isEmpty());
  }

  private static String messageOf(Path source) {
    return assertThrows(IOException.class, () -> Bbbc038.read(source, (done, all) -> {}))
        .getMessage();
  }
}
