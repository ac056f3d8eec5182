package org.cellcount.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.microscopy.ImageFiles;

/** Reads one field of BBBC038: its image and its cells, or why it is left out. */
final class FieldReader {
  private final Path folder;
  private final String id;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private Optional<MicroscopeField> field = Optional.empty();

  FieldReader(Path folder) {
    this.folder = folder;
    this.id = folder.getFileName().toString();
  }

  Optional<MicroscopeField> field() {
    return field;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  void read() {
    try {
      List<Path> images = pictures("images");
      if (images.size() != 1) {
        throw new IOException("holds " + images.size() + " images, expected 1");
      }
      if (!Files.isDirectory(folder.resolve("masks"))) {
        throw new IOException("holds no masks");
      }
      String name = name(images.get(0));
      BufferedImage picture = ImageFiles.decode(Files.readAllBytes(images.get(0)), name);
      GrayImage image = ImageFiles.luminance(picture, name);
      Fluorescence.check(picture, image);
      field = Optional.of(new MicroscopeField(id, image, labels(image)));
    } catch (IOException e) {
      leftOut.add(new LeftOut(id, e.getMessage()));
    }
  }

  /** Numbers the cells in the order of their files; where two overlap, the smaller one stays. */
  private LabelImage labels(GrayImage image) throws IOException {
    List<int[]> cells = new ArrayList<>();
    for (Path file : pictures("masks")) {
      GrayImage mask = ImageFiles.read(Files.readAllBytes(file), name(file));
      if (mask.height() != image.height() || mask.width() != image.width()) {
        throw new IOException(
            String.format(
                "%s is %dx%d, expected %dx%d as the image",
                name(file), mask.height(), mask.width(), image.height(), image.width()));
      }
      int[] cell = foreground(mask);
      if (cell.length == 0) {
        leftOut.add(new LeftOut(name(file), "is empty"));
      }
      cells.add(cell);
    }
    return CellPixels.paint(image.height(), image.width(), cells);
  }

  /** The indices of the pixels above one half; a field's masks as images would fill the memory. */
  private static int[] foreground(GrayImage mask) {
    float[] pixels = mask.pixels();
    int[] found = new int[16];
    int number = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] > 0.5f) {
        if (number == found.length) {
          found = Arrays.copyOf(found, 2 * number);
        }
        found[number++] = i;
      }
    }
    return Arrays.copyOf(found, number);
  }

  private List<Path> pictures(String subfolder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(subfolder))) {
      List<Path> sorted =
          files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
      for (Path file : sorted) {
        if (!isPng(file)) {
          leftOut.add(new LeftOut(name(file), "is not a PNG"));
        }
      }
      return sorted.stream().filter(FieldReader::isPng).toList();
    }
  }

  private static boolean isPng(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
  }

  private String name(Path file) {
    return folder.getParent().relativize(file).toString();
  }
}
