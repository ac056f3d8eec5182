package org.cellcount.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.Opener;
import ij.io.RoiDecoder;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.cellcount.base.Json;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.image.PixelSize;
import org.cellcount.image.Rows;
import org.cellcount.measure.Cell;
import org.cellcount.measure.Cells;
import org.cellcount.testing.MeasuredCells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
  private static final LabelImage LABELS = MeasuredCells.labels();
  private static final GrayImage IMAGE = MeasuredCells.channels().get("DAPI");

  @TempDir private Path folder;

  private static CountedImage counted(LabelImage labels, Optional<PixelSize> pixelSize) {
    GrayImage image = GrayImage.zeros(labels.height(), labels.width());
    List<Cell> cells = Cells.measure(labels, image);
    return new CountedImage(Rows.of(labels), Rows.of(image), cells, pixelSize);
  }

  private Path write(Output output, CountedImage image) throws IOException {
    Path file = folder.resolve("field" + output.suffix());
    output.write(file, image);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
    return file;
  }

  /** The pixels as ImageJ reads them. */
  private static int[] pixels(ImagePlus image) {
    int[] pixels = new int[image.getWidth() * image.getHeight()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (int) image.getProcessor().getf(i);
    }
    return pixels;
  }

  @Test
  void imageJReadsLabelsAndPixelSize() throws IOException {
    PixelSize size = new PixelSize(0.65, 0.325);
    Path file = write(Output.LABELS, counted(LABELS, Optional.of(size)));
    ImagePlus read = new Opener().openImage(file.toString());
    assertEquals(16, read.getBitDepth());
    assertEquals(LABELS.width(), read.getWidth());
    assertArrayEquals(LABELS.labels(), pixels(read));
    assertEquals("µm", read.getCalibration().getUnit());
    assertEquals(0.325, read.getCalibration().pixelWidth, 1e-8);
    assertEquals(0.65, read.getCalibration().pixelHeight, 1e-8);
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536})
  void moreThan16BitsAreWrittenAs32(int largest) throws IOException {
    int[] labels = LABELS.labels().clone();
    labels[0] = largest;
    LabelImage image = new LabelImage(LABELS.height(), LABELS.width(), labels);
    Path file = write(Output.LABELS, counted(image, Optional.empty()));
    ImagePlus read = new Opener().openImage(file.toString());
    assertEquals(largest > 65_535 ? 32 : 16, read.getBitDepth());
    assertArrayEquals(labels, pixels(read));
    assertFalse(read.getCalibration().scaled());
  }

  @Test
  void manyStripsMakeOneImage() throws IOException {
    int[] labels = new int[900 * 1000];
    Arrays.setAll(labels, i -> i / 50 % 7 == 0 ? i / 350 : 0);
    LabelImage image = new LabelImage(900, 1000, labels);
    Path file = write(Output.LABELS, counted(image, Optional.empty()));
    assertArrayEquals(labels, pixels(new Opener().openImage(file.toString())));
  }

  @Test
  void aFileBeyond4GigabytesIsABigTiff() throws IOException {
    Path classic = folder.resolve("classic.tif");
    Path big = folder.resolve("big.tif");
    CountedImage image = counted(LABELS, Optional.of(PixelSize.square(0.5)));
    LabelTiff.write(classic, image);
    LabelTiff.write(big, image, 1);
    byte[] small = Files.readAllBytes(classic);
    byte[] large = Files.readAllBytes(big);
    assertEquals(42, small[2]);
    assertEquals(43, large[2]);
    assertEquals(8, large[4]);
    ByteBuffer bytes = ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN);
    int directory = (int) bytes.getLong(8);
    long tags = bytes.getLong(directory);
    Map<Integer, Long> values = new TreeMap<>();
    for (int t = 0; t < tags; t++) {
      int at = directory + 8 + 20 * t;
      values.put((int) bytes.getShort(at), bytes.getLong(at + 12));
    }
    assertEquals(LABELS.width(), values.get(256));
    assertEquals(LABELS.height(), values.get(257));
    // The only strip: the same bytes at the same place.
    int strip = values.get(273).intValue();
    int length = values.get(279).intValue();
    assertArrayEquals(
        Arrays.copyOfRange(small, strip, strip + length),
        Arrays.copyOfRange(large, strip, strip + length));
  }

  @Test
  void imageJReadsEveryRoi() throws IOException {
    Path file = write(Output.ROIS, counted(LABELS, Optional.empty()));
    int[] drawn = new int[LABELS.labels().length];
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Roi roi = RoiDecoder.openFromByteArray(zip.readAllBytes());
        assertEquals(entry.getName(), roi.getName() + ".roi");
        names.add(roi.getName());
        for (int i = 0; i < drawn.length; i++) {
          if (roi.contains(i % LABELS.width(), i / LABELS.width())) {
            assertEquals(0, drawn[i]);
            drawn[i] = Integer.parseInt(roi.getName());
          }
        }
      }
    }
    assertEquals(10, names.size());
    assertTrue(names.contains("01") && names.contains("10"), names.toString());
    assertArrayEquals(LABELS.labels(), drawn);
  }

  @Test
  void roisFarFromTheOriginKeepTheirPlace() throws IOException {
    LabelImage wide = new LabelImage(3, 59_000, new int[3 * 59_000]);
    Arrays.fill(wide.labels(), 59_000 + 58_000, 59_000 + 58_010, 1);
    Path file = write(Output.ROIS, counted(wide, Optional.empty()));
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      assertEquals("1.roi", zip.getNextEntry().getName());
      Roi roi = RoiDecoder.openFromByteArray(zip.readAllBytes());
      assertEquals(new Rectangle(58_000, 1, 10, 1), roi.getBounds());
    }
  }

  @Test
  void roisOfALargerImageAreRefusedInWords() {
    LabelImage wide = new LabelImage(1, 60_001, new int[60_001]);
    Path file = folder.resolve("wide.rois.zip");
    CountedImage image = counted(wide, Optional.empty());
    var e = assertThrows(IOException.class, () -> Output.ROIS.write(file, image));
    assertEquals(
        "ROIs of "
            + file
            + " cannot be written: the image has a side of 60001 pixels, ImageJ's format allows"
            + " 60000; expected GeoJSON instead",
        e.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void geoJsonHasPolygonsAndMeasurements() throws IOException {
    List<Cell> cells = Cells.measure(LABELS, MeasuredCells.channels(), Optional.empty());
    CountedImage image =
        new CountedImage(
            Rows.of(LABELS), Rows.of(IMAGE), cells, Optional.of(PixelSize.square(0.5)));
    JsonNode tree = Json.read(write(Output.GEOJSON, image));
    assertEquals("FeatureCollection", tree.get("type").asText());
    assertEquals(10, tree.get("features").size());
    Map<String, JsonNode> features = new TreeMap<>();
    for (JsonNode feature : tree.get("features")) {
      assertEquals("Feature", feature.get("type").asText());
      assertEquals("detection", feature.get("properties").get("objectType").asText());
      features.put(feature.get("properties").get("name").asText(), feature);
    }
    JsonNode pixel = features.get("8");
    assertEquals("Polygon", pixel.get("geometry").get("type").asText());
    assertEquals(
        "[[[3,24],[3,25],[2,25],[2,24],[3,24]]]",
        pixel.get("geometry").get("coordinates").toString());
    assertFalse(pixel.get("properties").get("measurements").has("circularity"));
    assertEquals(2, features.get("3").get("geometry").get("coordinates").size());
    JsonNode corner = features.get("10").get("geometry");
    assertEquals("MultiPolygon", corner.get("type").asText());
    assertEquals(2, corner.get("coordinates").size());
    JsonNode first = features.get("1").get("properties").get("measurements");
    assertEquals(47, first.get("area").asInt());
    assertEquals(11.75, first.get("areaUm2").asDouble());
    assertEquals(0.47786083825408143, first.get("meanIntensity GFP").asDouble(), 1e-9);
  }

  @Test
  void theTableIsThatOfTheCells() throws IOException {
    CountedImage image = counted(LABELS, Optional.of(PixelSize.square(0.5)));
    List<String> lines = Files.readAllLines(write(Output.CELLS, image));
    assertEquals(11, lines.size());
    assertTrue(lines.get(0).startsWith("label,area,"), lines.get(0));
    assertTrue(lines.get(0).contains(",areaUm2,"), lines.get(0));
  }

  @Test
  void theOverlayIsTheImageWithColouredEdges() throws IOException {
    GrayImage ramp = GrayImage.zeros(LABELS.height(), LABELS.width());
    for (int i = 0; i < ramp.pixels().length; i++) {
      ramp.pixels()[i] = i / (ramp.pixels().length - 1f);
    }
    List<Cell> cells = Cells.measure(LABELS, ramp);
    CountedImage image = new CountedImage(Rows.of(LABELS), Rows.of(ramp), cells, Optional.empty());
    BufferedImage png = ImageIO.read(write(Output.OVERLAY, image).toFile());
    assertEquals(LABELS.width(), png.getWidth());
    assertEquals(LABELS.height(), png.getHeight());
    for (int row = 0; row < LABELS.height(); row++) {
      for (int column = 0; column < LABELS.width(); column++) {
        int rgb = png.getRGB(column, row) & 0xFFFFFF;
        boolean gray = (rgb & 0xFF) == (rgb >> 8 & 0xFF) && (rgb & 0xFF) == rgb >> 16;
        assertEquals(!edge(row, column), gray, row + ", " + column);
        if (gray) {
          assertEquals(255 * ramp.get(row, column), rgb & 0xFF, 2);
        }
      }
    }
  }

  private static boolean edge(int row, int column) {
    int label = LABELS.get(row, column);
    LabelImage around = LABELS.window(row - 1, column - 1, 3, 3);
    return label != 0
        && (around.get(0, 1) != label
            || around.get(1, 0) != label
            || around.get(1, 2) != label
            || around.get(2, 1) != label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels", "rois", "geojson", "cells", "overlay"})
  void withoutCellsThereIsAFileToo(String name) throws IOException {
    LabelImage empty = new LabelImage(4, 5, new int[20]);
    assertTrue(Files.size(write(Output.of(name), counted(empty, Optional.empty()))) > 0);
  }

  @Test
  void anotherNameIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> Output.of("xlsx"));
    assertEquals(
        "unknown output 'xlsx', expected one of labels, rois, geojson, cells, overlay",
        e.getMessage());
  }
}
