package org.cellcount.data;

import static org.cellcount.npz.NpyBytes.floats;
import static org.cellcount.npz.NpyBytes.npy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.npz.NpyBytes;
import org.cellcount.npz.NpyType;
import org.cellcount.npz.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzDatasetTest {
  private static final byte[] MASKS = npy("|b1", "(2, 2, 2)", new byte[8]);

  @TempDir private Path folder;

  @Test
  void readsEitherNaming() throws IOException {
    byte[] images = npy("|u1", "(2, 2, 2)", new byte[] {0, 51, 102, (byte) 255, 0, 0, 0, 1});
    byte[] masks = npy("|u1", "(2, 2, 2)", new byte[] {0, 0, 1, 1, 0, 0, 0, 1});
    for (String[] names : new String[][] {{"X", "y"}, {"images", "masks"}}) {
      CellDataset dataset =
          NpzDataset.read(NpyBytes.write(folder, Map.of(names[0], images, names[1], masks)));
      assertEquals("file: 2 images of 2x2", dataset.toString());
      assertArrayEquals(new float[] {0, 0.2f, 0.4f, 1}, dataset.image(0).pixels());
      assertArrayEquals(new float[] {0, 0, 0, 1}, dataset.mask(1).pixels());
    }
  }

  @Test
  void readsChannelAxesOfOne() throws IOException {
    for (String shape : new String[] {"(2, 2, 3)", "(2, 2, 3, 1)", "(2, 1, 2, 3)"}) {
      List<GrayImage> images = images(npy("|u1", shape, new byte[12]));
      assertEquals("[GrayImage 2x3, GrayImage 2x3]", images.toString());
    }
  }

  @Test
  void scalesByType() throws IOException {
    assertArrayEquals(
        new float[] {0, 1, 128 / 255f}, pixels("|u1", new byte[] {0, (byte) 255, (byte) 128}));
    assertArrayEquals(
        new float[] {0, 1, 256 / 65535f}, pixels("<u2", new byte[] {0, 0, -1, -1, 0, 1}));
    assertArrayEquals(
        new float[] {0, 1, 128 / 255f}, pixels(">i2", new byte[] {0, 0, 0, -1, 0, (byte) 128}));
    assertArrayEquals(new float[] {0, 1, 1}, pixels("|b1", new byte[] {0, 1, 1}));
    assertArrayEquals(new float[] {0, 0.5f, 1}, pixels("<f4", floats(0, 0.5f, 1)));
    assertArrayEquals(new float[] {0, 0.5f, 0.1f}, pixels("<f4", floats(0, 127.5f, 25.5f)));
  }

  @Test
  void scalesMasks() throws IOException {
    assertArrayEquals(new float[] {0, 1, 1}, mask("|u1", new byte[] {0, -1, -1}));
    assertArrayEquals(new float[] {0, 1, 1}, mask("|u1", new byte[] {0, 1, 1}));
    assertArrayEquals(new float[] {0, 0.25f, 1}, mask("<f4", floats(0, 0.25f, 1)));
    assertArrayEquals(new float[] {0, 1, 0}, mask("<f4", floats(0, 255, 0)));
  }

  @Test
  void readsLabelsCountsAndGroups() throws IOException {
    Map<String, byte[]> arrays = twoImages();
    arrays.put(
        "labels",
        npy("<u2", "(2, 2, 2)", new byte[] {0, 0, 1, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0}));
    arrays.put("counts", npy("<f4", "(2, 1)", floats(17, 0)));
    arrays.put("groups", npy("|i1", "(2,)", new byte[] {-1, 5}));
    CellDataset dataset = NpzDataset.read(NpyBytes.write(folder, arrays));
    assertEquals(new LabelImage(2, 2, new int[] {0, 1, 1, 512}), dataset.labels(0).orElseThrow());
    assertArrayEquals(new int[] {17, 0}, dataset.trueCounts());
    assertEquals(-1, dataset.group(0));
    assertEquals(5, dataset.group(1));
  }

  @Test
  void writesWhatItReads() throws IOException {
    CellDataset dataset = Datasets.noise(5, 7, 9);
    dataset =
        dataset
            .withLabels(Datasets.labels(dataset))
            .withCounts(2, 2, 2, 2, 1)
            .withGroups(4, 4, 2, 2, 0);
    Path file = folder.resolve("whole.npz");
    NpzDataset.write(file, dataset);
    assertEquals(NpyType.UINT8, Npz.read(file, "X").type());
    assertSame(dataset, NpzDataset.read(file));
  }

  @Test
  void writesSoftValuesExactly() throws IOException {
    GrayImage soft = new GrayImage(1, 3, new float[] {0.1f, 1 / 3f, 1});
    LabelImage labels = new LabelImage(1, 3, new int[] {0, 256, 100_000});
    CellDataset dataset =
        CellDataset.of("soft", List.of(soft), List.of(soft)).withLabels(List.of(labels));
    Path file = folder.resolve("soft.npz");
    NpzDataset.write(file, dataset);
    assertSame(dataset, NpzDataset.read(file));
  }

  @Test
  void normalisedImagesAreNotWritten() {
    GrayImage bright = new GrayImage(1, 1, new float[] {1.5f});
    CellDataset dataset = CellDataset.of("bright", List.of(bright), List.of(GrayImage.zeros(1, 1)));
    Path file = folder.resolve("bright.npz");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> NpzDataset.write(file, dataset));
    assertEquals(
        "bright: image 0 holds 1.5, expected 0..1: write images before normalising them",
        e.getMessage());
    assertTrue(Files.notExists(file));
  }

  @Test
  void missingArrays() throws IOException {
    byte[] images = npy("|u1", "(2, 2, 2)", new byte[8]);
    assertRefused(
        " holds the arrays [a], expected images as one of [X, images]", Map.of("a", images));
    assertRefused(
        " holds the arrays [X], expected masks as one of [y, masks]", Map.of("X", images));
    Path file = NpyBytes.write(folder, Map.of("y", images));
    IOException e = assertThrows(IOException.class, () -> NpzDataset.readImages(file));
    assertEquals(
        file + " holds the arrays [y], expected images as one of [X, images]", e.getMessage());
  }

  @Test
  void bothNamings() throws IOException {
    Map<String, byte[]> arrays = twoImages();
    arrays.put("images", arrays.get("X"));
    Path file = NpyBytes.write(folder, arrays);
    String message = assertThrows(IOException.class, () -> NpzDataset.read(file)).getMessage();
    assertTrue(message.endsWith("], expected images as one of [X, images]"), message);
  }

  @Test
  void wrongRank() throws IOException {
    String expected = ", expected (N, H, W), (N, H, W, 1) or (N, 1, H, W) for N images of H rows";
    for (String shape : new String[] {"()", "(12)", "(3, 4)", "(1, 2, 2, 3)", "(1, 1, 1, 2, 6)"}) {
      byte[] images = npy("|u1", shape, new byte[shape.equals("()") ? 1 : 12]);
      assertRefused(": array 'X' has shape " + shape + expected, Map.of("X", images, "y", MASKS));
    }
  }

  @Test
  void zeroImages() throws IOException {
    for (String shape : new String[] {"(0, 128, 128)", "(5, 0, 128)"}) {
      assertRefused(
          ": array 'X' has shape " + shape + ", expected at least 1 image of at least 1 pixel",
          Map.of("X", npy("|u1", shape, new byte[0]), "y", MASKS));
    }
  }

  @Test
  void differentNumbersOrSizes() throws IOException {
    for (String shape : new String[] {"(1, 2, 4)", "(4, 1, 2)", "(2, 4, 1)"}) {
      String expected = " has shape " + shape + ", expected (2, 2, 2) as the images have";
      Map<String, byte[]> masks = twoImages();
      masks.put("y", npy("|u1", shape, new byte[8]));
      assertRefused(": array 'y'" + expected, masks);
      Map<String, byte[]> labels = twoImages();
      labels.put("labels", npy("|u1", shape, new byte[8]));
      assertRefused(": array 'labels'" + expected, labels);
    }
    for (String name : new String[] {"counts", "groups"}) {
      Map<String, byte[]> arrays = twoImages();
      arrays.put(name, npy("|u1", "(3,)", new byte[3]));
      assertRefused(
          ": array '" + name + "' has shape (3), expected (2), one for each image", arrays);
    }
  }

  @Test
  void intensitiesOutOfRange() throws IOException {
    String floats = ", expected 0..255 or 0..1";
    assertImagesRefused(
        "image 1 holds NaN" + floats, "<f4", floats(0, 1, 2, 3, 0, Float.NaN, 0, 0));
    assertImagesRefused("image 0 holds -0.5" + floats, "<f4", floats(0, -0.5f, 0, 0, 0, 0, 0, 0));
    assertImagesRefused("image 1 holds 255.5" + floats, "<f4", floats(0, 0, 0, 0, 255.5f, 0, 0, 0));
    assertImagesRefused(
        "image 0 holds Infinity" + floats,
        "<f4",
        floats(Float.POSITIVE_INFINITY, 0, 0, 0, 0, 0, 0, 0));
    assertImagesRefused(
        "image 0 holds -1.0, expected 0..255", "|i1", new byte[] {0, -1, 0, 0, 0, 0, 0, 0});
    assertImagesRefused(
        "image 1 holds 256.0, expected 0..255",
        "<i2",
        new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    assertImagesRefused(
        "image 0 holds 2.0, expected 0..1", "|b1", new byte[] {0, 2, 0, 0, 0, 0, 0, 0});
  }

  @Test
  void masksOutOfRange() throws IOException {
    String expected = ", expected 0 and 1, 0 and 255, or soft values 0..1";
    assertMasksRefused("mask 0 holds 7.0" + expected, "|u1", new byte[] {0, 1, 7, 0, 0, 0, 0, 0});
    assertMasksRefused(
        "mask 1 holds NaN" + expected, "<f4", floats(0, 0, 0, 0, 0, 0, 0, Float.NaN));
    assertMasksRefused("mask 1 holds -0.1" + expected, "<f4", floats(0, 0, 0, 0, 0, 0, -0.1f, 0));
    assertMasksRefused("mask 0 holds 1.5" + expected, "<f4", floats(0, 0, 1.5f, 0, 0, 0, 0, 0));
    assertMasksRefused(
        "mask 1 holds 1.0 where others hold 255.0" + expected,
        "|u1",
        new byte[] {0, -1, 0, 0, 0, 0, 0, 1});
    assertMasksRefused(
        "mask 0 holds 255.0 beside values up to 1" + expected,
        "|u1",
        new byte[] {0, -1, 1, 0, 0, 0, 0, 0});
  }

  @Test
  void wrongLabelsCountsAndGroups() throws IOException {
    assertExtraRefused(
        "labels",
        "(2, 2, 2)",
        "image 0: label -1: expected 0 or more",
        new byte[] {0, -1, 0, 0, 0, 0, 0, 0});
    assertExtraRefused(
        "counts", "(2,)", "file: count 1 is -4, expected 0 or more", new byte[] {3, -4});
    Map<String, byte[]> arrays = twoImages();
    arrays.put("counts", npy("<f4", "(2,)", floats(3, 4.5f)));
    assertRefused(": array 'counts': 4.5 is not a whole number", arrays);
    arrays.put("counts", npy("<f4", "(2,)", floats(3, Float.NaN)));
    assertRefused(": array 'counts': NaN is not a whole number", arrays);
  }

  @Test
  void pickledObjects() {
    Path file = Path.of("src/test/resources/fixtures/numpy_objects.npz");
    IOException e = assertThrows(IOException.class, () -> NpzDataset.read(file));
    assertTrue(e.getMessage().contains("array 'X' holds pickled Python objects"), e.getMessage());
  }

  @Test
  void damageInEitherThreadIsReported() throws IOException {
    byte[] npz = NpyBytes.npz(new TreeMap<>(twoImages()));
    for (String name : new String[] {"X.npy", "y.npy"}) {
      byte[] damaged = npz.clone();
      int directory =
          IntStream.range(0, npz.length)
              .filter(
                  i ->
                      npz[i] == 'P'
                          && npz[i + 1] == 'K'
                          && npz[i + 2] == 1
                          && new String(npz, i + 46, 5, StandardCharsets.US_ASCII).equals(name))
              .findFirst()
              .orElseThrow();
      damaged[directory + 16] ^= 1;
      Path file = Files.write(folder.resolve("damaged.npz"), damaged);
      IOException e = assertThrows(IOException.class, () -> NpzDataset.read(file));
      assertEquals(
          file + ": array '" + name.charAt(0) + "' is damaged: its checksum does not fit",
          e.getMessage());
    }
  }

  private static Map<String, byte[]> twoImages() {
    Map<String, byte[]> arrays = new HashMap<>();
    arrays.put("X", npy("|u1", "(2, 2, 2)", new byte[8]));
    arrays.put("y", MASKS);
    return arrays;
  }

  private List<GrayImage> images(byte[] array) throws IOException {
    return NpzDataset.readImages(NpyBytes.write(folder, Map.of("images", array)));
  }

  private float[] pixels(String descr, byte[] values) throws IOException {
    return images(npy(descr, "(1, 1, 3)", values)).get(0).pixels();
  }

  private float[] mask(String descr, byte[] values) throws IOException {
    byte[] images = npy("|u1", "(1, 1, 3)", new byte[3]);
    byte[] masks = npy(descr, "(1, 1, 3)", values);
    return NpzDataset.read(NpyBytes.write(folder, Map.of("X", images, "y", masks)))
        .mask(0)
        .pixels();
  }

  private void assertImagesRefused(String message, String descr, byte[] values) throws IOException {
    Map<String, byte[]> arrays = twoImages();
    arrays.put("X", npy(descr, "(2, 2, 2)", values));
    assertRefused(": array 'X': " + message, arrays);
  }

  private void assertMasksRefused(String message, String descr, byte[] values) throws IOException {
    Map<String, byte[]> arrays = twoImages();
    arrays.put("y", npy(descr, "(2, 2, 2)", values));
    assertRefused(": array 'y': " + message, arrays);
  }

  private void assertExtraRefused(String name, String shape, String message, byte[] values)
      throws IOException {
    Map<String, byte[]> arrays = twoImages();
    arrays.put(name, npy("|i1", shape, values));
    Path file = NpyBytes.write(folder, arrays);
    String actual = assertThrows(IOException.class, () -> NpzDataset.read(file)).getMessage();
    assertTrue(actual.startsWith(file + ": ") && actual.endsWith(message), actual);
  }

  private void assertRefused(String message, Map<String, byte[]> arrays) throws IOException {
    Path file = NpyBytes.write(folder, arrays);
    IOException e = assertThrows(IOException.class, () -> NpzDataset.read(file));
    assertEquals(file + message, e.getMessage());
  }

  private static void assertSame(CellDataset expected, CellDataset actual) {
    assertEquals(expected.images(), actual.images());
    assertEquals(expected.countSource(), actual.countSource());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.sample(i), actual.sample(i));
      assertEquals(expected.group(i), actual.group(i));
      assertEquals(expected.trueCount(i), actual.trueCount(i));
    }
  }
}
