package org.cellcount.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cellcount.image.GrayImage;
import org.cellcount.microscopy.ImageFiles;

/** Writes small collections in the layout of BBBC038. */
public final class BbbcFiles {
  private final Path root;

  public BbbcFiles(Path root) {
    this.root = root;
  }

  /** A field of one intensity. */
  public void gray(String id, int height, int width, float value) throws IOException {
    float[] pixels = new float[height * width];
    Arrays.fill(pixels, value);
    ImageFiles.writePng(image(id), new GrayImage(height, width, pixels));
  }

  /** A field of one colour. */
  public void colour(String id, int height, int width, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    ImageFiles.writePng(image(id), image);
  }

  /** A rectangular cell. */
  public void mask(
      String id, String name, int height, int width, int top, int left, int rows, int columns)
      throws IOException {
    GrayImage mask = GrayImage.zeros(height, width);
    for (int row = top; row < top + rows; row++) {
      Arrays.fill(mask.pixels(), row * width + left, row * width + left + columns, 1);
    }
    ImageFiles.writePng(root.resolve(id).resolve("masks").resolve(name + ".png"), mask);
  }

  /** Zips all files under a prefix. */
  public void zip(Path zip, String prefix) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Path file : files) {
        out.putNextEntry(
            new ZipEntry(prefix + root.relativize(file).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(file));
      }
    }
  }

  private Path image(String id) {
    return root.resolve(id).resolve("images").resolve(id + ".png");
  }
}
