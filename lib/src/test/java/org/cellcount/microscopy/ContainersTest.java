package org.cellcount.microscopy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.cellcount.image.GrayImage;
import org.cellcount.image.PixelSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One picture of 24x40 pixels, {@code field.png}, in every container that tifffile 2026 and Pillow
 * 13 write, and in samples of odd lengths.
 */
class ContainersTest {
  private static final Path FOLDER = Path.of("src/test/resources/fixtures/containers");

  static Stream<String> same() throws IOException {
    return names("same");
  }

  static Stream<String> refused() throws IOException {
    return names("refused");
  }

  private static Stream<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertTrue(names.size() > 5, () -> folder + " holds " + names);
      return names.stream();
    }
  }

  private static float[] field() throws IOException {
    return ImageFiles.read(FOLDER.resolve("field.png")).pixels();
  }

  @ParameterizedTest
  @MethodSource("same")
  void theSamePicture(String name) throws IOException {
    try (MicroscopeFile file = MicroscopeFile.open(FOLDER.resolve("same").resolve(name))) {
      MicroscopeImage image = file.select(ImageSelection.NONE);
      GrayImage read = image.read();
      assertEquals("GrayImage 24x40", read.toString());
      float[] field = field();
      for (int i = 0; i < field.length; i++) {
        assertEquals(field[i], read.pixels()[i], tolerance(name), name + " " + i);
      }
    }
  }

  /** Half a step of the samples, or JPEG's loss. */
  private static double tolerance(String name) {
    if (name.contains("jpeg") || name.contains("cmyk")) {
      return 0.03;
    }
    if (name.startsWith("bits_")) {
      return 0.5 / ((1 << Integer.parseInt(name.substring(5, 7))) - 1) + 1e-6;
    }
    return name.equals("float16.tif") ? 3e-4 : 1e-6;
  }

  @ParameterizedTest
  @MethodSource("same")
  void aRectangleIsPartOfTheWhole(String name) throws IOException {
    Random random = new Random(7);
    try (MicroscopeFile file = MicroscopeFile.open(FOLDER.resolve("same").resolve(name))) {
      MicroscopeImage image = file.select(ImageSelection.NONE);
      GrayImage whole = image.read();
      for (int i = 0; i < 10; i++) {
        int row = random.nextInt(24);
        int column = random.nextInt(40);
        int rows = 1 + random.nextInt(24 - row);
        int columns = 1 + random.nextInt(40 - column);
        assertEquals(
            whole.window(row, column, rows, columns), image.read(row, column, rows, columns));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "two_samples.tif, 2, 1, 1",
    "two_samples_planar.tif, 2, 1, 1",
    "five_samples.tif, 2, 1, 1",
    "imagej_channels.tif, 2, 1, 1",
    "imagej_planes.tif, 1, 2, 1",
    "imagej_frames.tif, 1, 1, 2",
    "imagej_all_axes.tif, 1, 3, 2",
    "imagej_one_directory.tif, 1, 2, 1",
    "channels.ome.tif, dapi, 1, 1",
    "channels.ome.tif, 2, 1, 1",
    "all_axes_zct.ome.tif, 1, 2, 3",
    "all_axes_tzc.ome.tif, 3, 1, 2",
    "pages.tif, 1, 2, 1"
  })
  void theOneThatWasChosen(String name, String channel, int plane, int frame) throws IOException {
    Path path = FOLDER.resolve("chosen").resolve(name);
    try (MicroscopeFile file = MicroscopeFile.open(path)) {
      IOException several = assertThrows(IOException.class, () -> file.select(ImageSelection.NONE));
      assertTrue(
          several.getMessage().matches(".*: choose .*--(channel|plane|frames).*"),
          several.getMessage());
      ImageSelection selection =
          ImageSelection.NONE.withChannel(channel).withPlane(plane).withFrame(frame);
      assertArrayEquals(field(), file.select(selection).read().pixels());
      int images = file.channels().size() * file.planes() * file.frames();
      int equal = 0;
      for (int p = 1; p <= file.planes(); p++) {
        for (int f = 1; f <= file.frames(); f++) {
          for (MicroscopeImage image :
              file.selectEach(ImageSelection.NONE.withPlane(p).withFrame(f))) {
            equal += image.read().equals(file.select(selection).read()) ? 1 : 0;
          }
        }
      }
      assertTrue(equal == 1 && images > 1, equal + " of " + images);
    }
  }

  @ParameterizedTest
  @CsvSource({"max", "mean", "sum"})
  void planesMadeOne(String way) throws IOException {
    Path path = FOLDER.resolve("chosen/imagej_planes.tif");
    try (MicroscopeFile file = MicroscopeFile.open(path)) {
      float[] other = file.select(ImageSelection.NONE.withPlane(1)).read().pixels();
      float[] field = field();
      Projection projection = Projection.of(way);
      GrayImage made = file.select(ImageSelection.NONE.withProjection(projection)).read();
      for (int i = 0; i < field.length; i++) {
        float mean = (2 * other[i] + field[i]) / 3;
        float expected = projection == Projection.MAX ? Math.max(other[i], field[i]) : mean;
        assertEquals(expected, made.pixels()[i], 1e-6);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNotReadIsRefusedWithAWayOut(String name) {
    Path path = FOLDER.resolve("refused").resolve(name);
    IOException e = assertThrows(IOException.class, () -> ImageFiles.read(path));
    assertTrue(e.getMessage().startsWith(path + " "), e.getMessage());
    assertTrue(e.getMessage().matches(".*: (save|replace) .*"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "same/micrometres.ome.tif, 0.5, 0.25",
    "same/imagej.tif, 0.25, 0.25",
    "same/resolution.tif, 1, 0.5",
    "chosen/imagej_one_directory.tif, 0.5, 0.5"
  })
  void pixelsHaveASize(String name, double height, double width) throws IOException {
    try (MicroscopeFile file = MicroscopeFile.open(FOLDER.resolve(name))) {
      assertEquals(Optional.of(new PixelSize(height, width)), file.pixelSize());
    }
  }

  @Test
  void screensTellNoPixelSize() throws IOException {
    try (MicroscopeFile file = MicroscopeFile.open(FOLDER.resolve("same/uint8.tif"))) {
      assertEquals(Optional.empty(), file.pixelSize());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rgb_blue_alone.tif, 'blue, the only channel that is not constant'",
    "second_of_two_samples_empty_first.tif, 'channel 2, the only channel that is not constant'",
    "palette_green.tif, 'green, the only channel that is not constant'",
    "rgb.tif, ''",
    "uint8.tif, ''"
  })
  void whatWasTakenIsSaid(String name, String taken) throws IOException {
    try (MicroscopeFile file = MicroscopeFile.open(FOLDER.resolve("same").resolve(name))) {
      assertEquals(taken, file.select(ImageSelection.NONE).taken());
    }
  }

  @Test
  void ofSeveralStainsTheStrongestIsTakenWithAWarning() throws IOException {
    Path path = FOLDER.resolve("chosen/rgb_two_stains.tif");
    try (MicroscopeFile file = MicroscopeFile.open(path)) {
      MicroscopeImage image = file.select(ImageSelection.NONE);
      assertEquals("blue, the strongest of green, blue", image.taken());
      assertEquals(
          List.of(
              "several stains in green, blue: only blue, the strongest, is taken, choose with"
                  + " --channel red, green, blue or luminance"),
          image.warnings());
      assertArrayEquals(field(), image.read().pixels());
      MicroscopeImage blue = file.select(ImageSelection.NONE.withChannel("Blue"));
      assertEquals(image.read(), blue.read());
      assertEquals(List.of(), blue.warnings());
    }
  }

  /** JPEG leaves up to a third of a dim green image in red and blue. */
  @ParameterizedTest
  @ValueSource(ints = {255, 120, 60})
  void whatJpegLeavesInOtherColoursIsNoStain(int brightest) throws IOException {
    float[] field = field();
    BufferedImage green = new BufferedImage(40, 24, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < field.length; i++) {
      green.getRaster().setSample(i % 40, i / 40, 1, Math.round(field[i] * brightest));
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(green, "jpeg", jpeg));
    try (MicroscopeFile file = MicroscopeFile.open(jpeg.toByteArray(), "green.jpg")) {
      MicroscopeImage image = file.select(ImageSelection.NONE);
      assertEquals("green, by far the strongest colour", image.taken());
      assertEquals(List.of(), image.warnings());
      assertEquals(file.select(ImageSelection.NONE.withChannel("green")).read(), image.read());
    }
  }

  @ParameterizedTest
  @CsvSource({"int16_negative.tif, -2000, 2080", "white_is_zero_8.tif, 255, 0"})
  void intensitiesLeadBackToValues(String name, double black, double white) throws IOException {
    try (MicroscopeFile file = MicroscopeFile.open(FOLDER.resolve("same").resolve(name))) {
      IntensityScale scale = file.select(ImageSelection.NONE).scale();
      assertEquals(new IntensityScale(black, white), scale);
      assertEquals(white, scale.value(1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "3; has no channel '3', expected one of 1 GFP, 2 DAPI",
        "Cy5; has no channel 'Cy5', expected one of 1 GFP, 2 DAPI"
      })
  void channelsThatAreNotThere(String channel, String message) throws IOException {
    Path path = FOLDER.resolve("chosen/channels.ome.tif");
    try (MicroscopeFile file = MicroscopeFile.open(path)) {
      IOException e =
          assertThrows(
              IOException.class, () -> file.select(ImageSelection.NONE.withChannel(channel)));
      assertEquals(path + " " + message, e.getMessage());
    }
  }
}
