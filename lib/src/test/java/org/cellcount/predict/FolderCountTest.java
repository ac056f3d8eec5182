package org.cellcount.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.image.GrayImage;
import org.cellcount.image.ImageFiles;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TestCells;
import org.cellcount.train.TrainingRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class FolderCountTest {
  private static final CellDataset CELLS = TestCells.discs(4, 7);

  @TempDir static Path trained;
  @TempDir Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() throws IOException {
    RunConfig config = RunConfig.published().withBaseChannels(2).withEpochs(1).withBatchSize(4);
    new TrainingRun(config, new Split(TestCells.discs(8, 1), TestCells.discs(4, 2)), trained).run();
    model = TrainedModel.load(trained);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private void write(String name, int type, int height, int width) throws IOException {
    GrayImage cells = CELLS.image(0);
    BufferedImage image = new BufferedImage(width, height, type);
    boolean deep = type == BufferedImage.TYPE_USHORT_GRAY;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        float value = cells.get(row % cells.height(), column % cells.width());
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          image.getRaster().setSample(column, row, band, Math.round(value * (deep ? 65535 : 255)));
        }
      }
    }
    String format = name.endsWith(".tif") ? "tiff" : name.substring(name.lastIndexOf('.') + 1);
    assertTrue(ImageIO.write(image, format, folder.resolve(name).toFile()), name);
  }

  @Test
  void everyFileGetsARowAndAStatus() throws IOException {
    write("a-rgb.png", BufferedImage.TYPE_INT_RGB, 32, 32);
    write("b-deep.tif", BufferedImage.TYPE_USHORT_GRAY, 45, 30);
    write("c-dot.png", BufferedImage.TYPE_BYTE_GRAY, 1, 1);
    Files.write(folder.resolve("d-empty.jpg"), new byte[0]);
    Files.writeString(folder.resolve("e, broken.png"), "no image at all");
    Files.writeString(folder.resolve("notes.txt"), "not looked at");
    List<FolderCount.Row> rows = new ArrayList<>();
    Table table = FolderCount.run(image -> model.count(image, 0.5), folder, rows::add);
    List<String> lines = table.write().toString("csv").lines().toList();
    assertEquals("file,height,width,scale,count,status", lines.get(0));
    assertEquals(6, lines.size());
    int rgb = countOf("a-rgb.png");
    int deep = countOf("b-deep.tif");
    assertEquals("a-rgb.png,32,32,0.5," + rgb + ",ok", lines.get(1));
    assertEquals("b-deep.tif,45,30,0.5," + deep + ",ok", lines.get(2));
    assertTrue(lines.get(3).matches("c-dot.png,1,1,0.5,\\d+,ok"), lines.get(3));
    assertTrue(lines.get(4).startsWith("d-empty.jpg,,,,,"), lines.get(4));
    assertTrue(lines.get(5).startsWith("\"e, broken.png\",,,,,"), lines.get(5));
    for (FolderCount.Row row : rows.subList(3, 5)) {
      assertTrue(row.image().isEmpty() && row.result().isEmpty());
      assertFalse(row.status().equals("ok"));
      assertTrue(row.status().startsWith(row.file() + " "), row.status());
    }
  }

  private int countOf(String name) throws IOException {
    return model.count(ImageFiles.read(folder.resolve(name)), 0.5).cells().count();
  }

  @Test
  void aFailureOfTheListenerIsPassedOn() throws IOException {
    write("a.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32);
    var e =
        assertThrows(
            IOException.class,
            () ->
                FolderCount.run(
                    model::countAnyScale,
                    folder,
                    row -> {
                      throw new IOException("disk full");
                    }));
    assertEquals("disk full", e.getMessage());
  }

  @Test
  void aFolderWithoutImagesIsNamed() {
    var e =
        assertThrows(
            IOException.class, () -> FolderCount.run(model::countAnyScale, folder, row -> {}));
    assertEquals(
        folder + " holds no .png, .jpg, .jpeg, .tif, .tiff, .btf, .bmp file", e.getMessage());
    Path missing = folder.resolve("missing");
    e =
        assertThrows(
            IOException.class, () -> FolderCount.run(model::countAnyScale, missing, row -> {}));
    assertEquals(missing + " is not a folder, expected one with image files", e.getMessage());
  }
}
