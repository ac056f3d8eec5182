package org.cellcount.microscopy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixtures: 5x7 images, pixel i holds i * 7 (8 bit) or i * 1873 (16 bit), written by others. */
class ImageFilesTest {
  private static final Path IMAGES = Path.of("src/test/resources/fixtures/images");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gray8.png", "graya8.png", "gray8.tif", "gray8_lzw.tif"})
  void eightBitGrayIsExact(String name) throws IOException {
    GrayImage image = ImageFiles.read(IMAGES.resolve(name));
    assertEquals("GrayImage 5x7", image.toString());
    for (int i = 0; i < 35; i++) {
      assertEquals(i * 7 / 255f, image.pixels()[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gray16.png", "gray16_little.tif", "gray16_big.tif", "gray16_deflate.tif"})
  void sixteenBitGrayIsExact(String name) throws IOException {
    GrayImage image = ImageFiles.read(IMAGES.resolve(name));
    for (int i = 0; i < 35; i++) {
      assertEquals(i * 1873 / 65535f, image.pixels()[i]);
    }
  }

  @Test
  void whiteIsZeroIsTurnedRound() throws IOException {
    GrayImage eight = ImageFiles.read(IMAGES.resolve("gray8_white_is_zero.tif"));
    GrayImage sixteen = ImageFiles.read(IMAGES.resolve("gray16_white_is_zero.tif"));
    for (int i = 0; i < 35; i++) {
      assertEquals((255 - i * 7) / 255f, eight.pixels()[i]);
      assertEquals((65535 - i * 1873) / 65535f, sixteen.pixels()[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb8.png", "rgba8.png", "rgb8.tif"})
  void eightBitColourBecomesLuminance(String name) throws IOException {
    GrayImage image = ImageFiles.read(IMAGES.resolve(name));
    for (int i = 0; i < 35; i++) {
      int red = i * 7;
      double expected = (0.299 * red + 0.587 * (255 - red) + 0.114 * (3 * red % 256)) / 255;
      assertEquals(expected, image.pixels()[i], 1e-7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb16.tif", "rgb16_planar.tif"})
  void sixteenBitColourBecomesLuminance(String name) throws IOException {
    GrayImage image = ImageFiles.read(IMAGES.resolve(name));
    for (int i = 0; i < 35; i++) {
      int red = i * 1873;
      double expected = (0.299 * red + 0.587 * (65535 - red) + 0.114 * (3 * red % 65536)) / 65535;
      assertEquals(expected, image.pixels()[i], 1e-7);
    }
  }

  @Test
  void grayStoredAsColourIsTheSameGray() throws IOException {
    for (int value = 0; value < 256; value++) {
      BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
      image.setRGB(0, 0, value * 0x010101);
      assertEquals(value / 255f, ImageFiles.luminance(image, "gray").get(0, 0));
    }
  }

  @Test
  void palettesAndBits() throws IOException {
    GrayImage palette = ImageFiles.read(IMAGES.resolve("palette.png"));
    double[] expected = {0, 0.299, (2.99 + 117.4 + 3.42) / 255, 1};
    for (int i = 0; i < 35; i++) {
      assertEquals(expected[i % 4], palette.pixels()[i], 1e-7);
    }
    GrayImage bits = ImageFiles.read(IMAGES.resolve("gray1.png"));
    for (int i = 0; i < 35; i++) {
      assertEquals(i % 2, bits.pixels()[i]);
    }
  }

  @Test
  void jpeg() throws IOException {
    assertEquals(100 / 255f, ImageFiles.read(IMAGES.resolve("gray.jpg")).get(8, 8), 1 / 255f);
    double luminance = 0.299 * 200 + 0.587 * 100 + 0.114 * 50;
    assertEquals(luminance / 255, ImageFiles.read(IMAGES.resolve("rgb.jpg")).get(8, 8), 2 / 255f);
  }

  @Test
  void onePixel() throws IOException {
    Path file = folder.resolve("one.png");
    ImageFiles.writePng(file, new GrayImage(1, 1, new float[] {0.2f}));
    assertEquals(new GrayImage(1, 1, new float[] {51 / 255f}), ImageFiles.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "pages.tif; holds 3 planes: choose one with --plane 1 to 3, or make them one with"
            + " --projection max, mean or sum",
        "absent.png; does not exist"
      })
  void whatIsNotReadIsSaid(String name, String reason) {
    Path file = IMAGES.resolve(name);
    assertEquals(file + " " + reason, messageOf(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32.tif", "int16.tif", "uint32.tif", "bigtiff.tif"})
  void whatHasNoFullRangeTakesItsOwn(String name) throws IOException {
    float[] pixels = ImageFiles.read(IMAGES.resolve(name)).pixels();
    for (int i = 0; i < 35; i++) {
      assertEquals(
          name.matches("(bigtiff|float32).tif") ? i * 7 / 255f : i / 34f, pixels[i], 1e-6f, name);
    }
  }

  @Test
  void emptyFileFolderAndText() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.png"));
    assertEquals(empty + " is empty, expected an image", messageOf(empty));
    assertEquals(folder + " is a folder, expected an image", messageOf(folder));
    Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
    assertEquals(
        text
            + " is not an image of a kind that is read, expected TIFF, PNG, JPEG or BMP: save it as"
            + " TIFF, for example with Fiji",
        messageOf(text));
  }

  @Test
  void cutFilesAreRefusedOrWhole() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(IMAGES)) {
      files = all.filter(file -> !file.endsWith("pages.tif")).toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      for (int length = 1; length < bytes.length; length++) {
        String name = file.getFileName() + " cut to " + length;
        GrayImage cut;
        try {
          cut = ImageFiles.read(Arrays.copyOf(bytes, length), name);
        } catch (IOException e) {
          assertTrue(e.getMessage().startsWith(name), e.getMessage());
          continue;
        }
        assertEquals(ImageFiles.read(file), cut, name);
      }
    }
  }

  @Test
  void intensitiesOutOfRangeAreRefused() {
    GrayImage image = new GrayImage(1, 2, new float[] {1, 1.1f});
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ImageFiles.writePng(folder.resolve("image.png"), image));
    assertEquals("pixel 1.1 at row 0, column 1: expected 0 to 1", e.getMessage());
  }

  private static String messageOf(Path file) {
    return assertThrows(IOException.class, () -> ImageFiles.read(file)).getMessage();
  }
}
