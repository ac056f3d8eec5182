package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.cellcount.image.GrayImage;
import org.cellcount.microscopy.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleImagesTest {
  @TempDir Path folder;

  @Test
  void threeKindsOfFilesAndABrokenOne() throws IOException {
    float[] pixels = new float[16 * 16];
    pixels[5 * 16 + 7] = 1;
    GrayImage image = new GrayImage(16, 16, pixels);
    ExampleImages.write(folder.resolve("new"), image, image, image);
    GrayImage png = ImageFiles.read(folder.resolve("new/field-1.png"));
    assertEquals(image, png);
    GrayImage tiff = ImageFiles.read(folder.resolve("new/field-2.tif"));
    assertEquals(48, tiff.height());
    assertEquals(0.25, tiff.get(16 + 5, 16 + 7), 1e-3);
    assertEquals(0.25, tiff.get(15 - 5, 16 + 7), 1e-3);
    GrayImage jpeg = ImageFiles.read(folder.resolve("new/field-3.jpg"));
    assertEquals(14, jpeg.height());
    assertEquals(12, jpeg.width());
    assertTrue(jpeg.get(3, 3) > 0.2, "bright at " + jpeg.get(3, 3));
    assertThrows(IOException.class, () -> ImageFiles.read(folder.resolve("new/field-4.png")));
  }
}
