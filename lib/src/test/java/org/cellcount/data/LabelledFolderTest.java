package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.EllipseRoi;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.microscopy.ImageFiles;
import org.cellcount.microscopy.ImageSelection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledFolderTest {
  private static final int HEIGHT = 6;
  private static final int WIDTH = 8;

  /** Cells 1 and 300: of 6 and 9 pixels. */
  private static final int[] LABELS = {
    0, 0, 0, 0, 0, 0, 0, 0, //
    0, 1, 1, 1, 0, 0, 0, 0, //
    0, 1, 1, 1, 0, 300, 300, 300, //
    0, 0, 0, 0, 0, 300, 300, 300, //
    0, 0, 0, 0, 0, 300, 300, 300, //
    0, 0, 0, 0, 0, 0, 0, 0
  };

  @TempDir private Path folder;

  private Path image(String name) throws IOException {
    float[] pixels = new float[HEIGHT * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = LABELS[i] == 0 ? 0.2f : 0.8f;
    }
    Path file = folder.resolve(name);
    ImageFiles.writePng(file, new GrayImage(HEIGHT, WIDTH, pixels));
    return file;
  }

  private void labels(String name, int height, int width, int... labels) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < labels.length; i++) {
      image.getRaster().setSample(i % width, i / width, 0, labels[i]);
    }
    Files.createDirectories(folder.resolve(name).getParent());
    String format = name.endsWith(".png") ? "png" : "tiff";
    assertTrue(ImageIO.write(image, format, folder.resolve(name).toFile()));
  }

  private LabelledFolder read() throws IOException {
    return LabelledFolder.read(folder, ImageSelection.NONE);
  }

  private static int[] binary(LabelImage image, int label) {
    int[] same = new int[LABELS.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = image.labels()[i] == label ? 1 : 0;
    }
    return same;
  }

  private static int[] truth(int label) {
    return binary(new LabelImage(HEIGHT, WIDTH, LABELS), label);
  }

  @ParameterizedTest
  @CsvSource({
    "a.png, a_masks.png",
    "a.png, a_mask.tif",
    "a.png, a_cp_masks.png",
    "a.ome.png, a_labels.tif",
    "images/a.png, masks/a.tif",
    "images/a.png, labels/a_label.png"
  })
  void labelImagesInEveryPlace(String image, String labels) throws IOException {
    image(image);
    labels(labels, HEIGHT, WIDTH, LABELS);
    assertTrue(LabelledFolder.isOne(folder));
    LabelledFolder read = read();
    assertEquals(List.of(), read.leftOut());
    assertEquals("a", read.fields().get(0).id());
    assertArrayEquals(LABELS, read.fields().get(0).labels().labels());
    assertEquals(204 / 255f, read.fields().get(0).image().get(1, 1));
  }

  @Test
  void roisOfImageJ() throws IOException {
    image("a.png");
    Roi box = new Roi(1, 1, 3, 2);
    Roi polygon = new PolygonRoi(new float[] {5, 8, 8, 5}, new float[] {2, 2, 5, 5}, Roi.POLYGON);
    zip("a.zip", box, polygon);
    LabelImage labels = read().fields().get(0).labels();
    assertArrayEquals(truth(1), binary(labels, 1));
    assertArrayEquals(truth(300), binary(labels, 2));
  }

  @Test
  void whereRoisOverlapTheSmallerStays() throws IOException {
    image("a.png");
    zip("a_rois.zip", new OvalRoi(0, 0, 8, 6), new Roi(1, 1, 3, 2));
    LabelImage labels = read().fields().get(0).labels();
    assertArrayEquals(truth(1), binary(labels, 2));
    assertTrue(labels.get(3, 4) == 1 && labels.get(0, 0) == 0);
  }

  @Test
  void namesAndGroupsChangeNoOutline() throws IOException {
    image("a.png");
    Roi box = new Roi(1, 1, 3, 2);
    box.setName("n".repeat(1000));
    box.setGroup(3);
    zip("a.zip", box, new EllipseRoi(4, 1, 8, 5, 0.8));
    LabelImage labels = read().fields().get(0).labels();
    assertArrayEquals(truth(1), binary(labels, 1));
    assertEquals(2, labels.count());
  }

  private void zip(String name, Roi... rois) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < rois.length; i++) {
        zip.putNextEntry(new ZipEntry(i + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(rois[i]));
      }
    }
  }

  @Test
  void polygonsOfQuPath() throws IOException {
    image("a.png");
    String region = polygon("annotation", "[[[0,0],[8,0],[8,6],[0,6],[0,0]]]");
    String first = polygon("detection", "[[[1,1],[4,1],[4,3],[1,3],[1,1]]]");
    String second = polygon("cell", "[[[5,2],[8,2],[8,5],[5,5],[5,2]]]");
    Files.writeString(
        folder.resolve("a.geojson"),
        "{\"type\":\"FeatureCollection\",\"features\":["
            + String.join(",", region, first, second)
            + "]}");
    LabelImage labels = read().fields().get(0).labels();
    assertArrayEquals(truth(1), binary(labels, 1));
    assertArrayEquals(truth(300), binary(labels, 2));
    assertEquals(2, labels.count());
  }

  private static String polygon(String type, String rings) {
    return "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
        + rings
        + "},\"properties\":{\"objectType\":\""
        + type
        + "\"}}";
  }

  @Test
  void annotationsAloneAreCellsAndHolesAreNone() throws IOException {
    image("a.png");
    String ring =
        polygon("annotation", "[[[0,0],[8,0],[8,6],[0,6],[0,0]],[[1,1],[4,1],[4,3],[1,3],[1,1]]]");
    Files.writeString(folder.resolve("a.geojson"), "[" + ring + "]");
    LabelImage labels = read().fields().get(0).labels();
    assertArrayEquals(truth(1), binary(labels, 0));
  }

  @Test
  void whatIsLeftOutIsSaid() throws IOException {
    image("alone.png");
    BufferedImage stains = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < LABELS.length; i++) {
      stains.setRGB(i % WIDTH, i / WIDTH, (LABELS[i] == 1 ? 200 : 0) << 8 | (i % 3 * 90));
    }
    assertTrue(ImageIO.write(stains, "png", folder.resolve("stains.png").toFile()));
    labels("stains_masks.png", HEIGHT, WIDTH, LABELS);
    image("small.png");
    labels("small_masks.png", 2, 2, 1, 1, 0, 0);
    image("mask.png");
    image("binary.png");
    labels("binary_masks.png", HEIGHT, WIDTH, truth(0));
    labels("nobody_masks.png", HEIGHT, WIDTH, LABELS);
    image("pickle.png");
    Files.writeString(folder.resolve("pickle_seg.npy"), "x");
    image("point.png");
    zip("point.zip", new PointRoi(1, 1));
    image("far.png");
    zip("far.zip", new Roi(100, 1, 3, 2));
    image("twice.png");
    labels("twice_mask.png", HEIGHT, WIDTH, LABELS);
    labels("twice_labels.png", HEIGHT, WIDTH, LABELS);
    image("cut.png");
    int[] pieces = truth(1);
    pieces[45] = 1;
    labels("cut_masks.png", HEIGHT, WIDTH, pieces);
    List<String> left = read().leftOut().stream().map(LeftOut::toString).toList();
    assertEquals(
        List.of(
            "nobody_masks.png: belongs to no image",
            "alone.png: has no labels",
            "cut.png: cut_masks.png is a mask of all cells at once, in 2 pieces: number the cells,"
                + " in Fiji by Analyze Particles with Show: Count Masks",
            "far.png: far.zip: 0.roi lies at row 1 to 3, column 100 to 103, beyond the image of"
                + " 6x8",
            "mask.png: has no labels",
            "pickle.png: pickle_seg.npy is a Python pickle, which could run code and is never"
                + " loaded: save its masks as TIFF or PNG, in Cellpose by File > Save masks",
            "point.png: point.zip: 0.roi encloses no area, expected an outline",
            "small.png: small_masks.png is 2x2, expected 6x8 as the image",
            "stains.png: several stains in green, blue: only green, the strongest, is taken, choose"
                + " with --channel red, green, blue or luminance",
            "twice.png: has 2 files of labels, expected 1: twice_labels.png, twice_mask.png"),
        left);
    assertEquals(List.of("binary"), read().fields().stream().map(MicroscopeField::id).toList());
  }

  @Test
  void labelsAreWholeNumbers() throws IOException {
    Path file = Path.of("src/test/resources/fixtures/containers/same/float32.tif");
    IOException e = assertThrows(IOException.class, () -> ImageFiles.readLabels(file));
    assertTrue(e.getMessage().contains("expected labels: whole numbers"), e.getMessage());
    Path counts = Path.of("src/test/resources/fixtures/containers/same/uint16.tif");
    assertEquals(65535, ImageFiles.readLabels(counts).max());
  }

  @Test
  void whatIsOddIsSaid() {
    int[] odd = LABELS.clone();
    for (int i = 0; i < 24; i++) {
      odd[i] = 9;
    }
    assertEquals(
        "[1 cells have less than 10 pixels and are not counted (300), 1 cells cover more than a"
            + " quarter of the image: background, or many in one (9)]",
        FieldCheck.of(List.of(field("odd", odd))).get(0).odd().toString());
    assertEquals(
        List.of("no cell"),
        FieldCheck.of(List.of(field("empty", new int[LABELS.length]))).get(0).odd());
    assertEquals(
        List.of("1 cells lie in several pieces (7)"),
        FieldCheck.of(List.of(pieces(7))).get(0).odd());
    assertEquals(
        List.of(
            "no brighter in its cells than between them: labels of another image, or dark cells"),
        FieldCheck.of(List.of(dark())).get(0).odd());
  }

  @Test
  void anImageUnlikeTheOthersIsSaid() {
    int[] many = new int[LABELS.length];
    for (int i = 0; i < 24; i++) {
      many[2 * i] = i + 1;
    }
    MicroscopeField usual = field("usual", LABELS);
    FieldCheck check = FieldCheck.of(List.of(usual, field("many", many), usual)).get(1);
    assertEquals(24, check.cells());
    assertTrue(
        check.odd().contains("24 cells; the median image would have 2 at its size"),
        check.odd().toString());
  }

  private static MicroscopeField field(String id, int[] labels) {
    float[] pixels = new float[labels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = labels[i] > 0 ? 1 : 0;
    }
    return new MicroscopeField(
        id, new GrayImage(HEIGHT, WIDTH, pixels), new LabelImage(HEIGHT, WIDTH, labels));
  }

  private static MicroscopeField dark() {
    int[] labels = pieces(1).labels().labels().clone();
    Arrays.fill(labels, 60 * 10, labels.length, 0);
    return new MicroscopeField(
        "dark",
        new LabelImage(60, 60, labels).foreground().toGray().complement(),
        new LabelImage(60, 60, labels));
  }

  private static MicroscopeField pieces(int label) {
    int[] labels = new int[60 * 60];
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 5; column++) {
        labels[row * 60 + column] = label;
        labels[(row + 20) * 60 + column] = label;
      }
    }
    LabelImage image = new LabelImage(60, 60, labels);
    return new MicroscopeField("pieces", image.foreground().toGray(), image);
  }
}
