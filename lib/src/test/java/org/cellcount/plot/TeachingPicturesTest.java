package org.cellcount.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.model.FeatureMap;
import org.cellcount.model.Network;
import org.cellcount.model.UNet;
import org.cellcount.ops.HostTensor;
import org.junit.jupiter.api.Test;

class TeachingPicturesTest {
  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static LabelImage square(int label) {
    int[] labels = new int[20 * 20];
    for (int row = 5; row < 15; row++) {
      Arrays.fill(labels, row * 20 + 5, row * 20 + 15, label);
    }
    return new LabelImage(20, 20, labels);
  }

  @Test
  void aLayerOfErrorsIsTransparentButForWhatWasFound() {
    List<GrayImage> image = List.of(GrayImage.zeros(20, 20));
    ErrorGrid grid = new ErrorGrid(image, List.of(square(1)), 4);
    BufferedImage layer = grid.layer(List.of(square(3)));
    assertEquals(grid.background().getWidth(), layer.getWidth());
    assertEquals(grid.background().getHeight(), layer.getHeight());
    assertEquals(0, layer.getRGB(2, layer.getHeight() - 2) >>> 24);
    assertTrue(count(Palette.SKY, layer) > 100);
    assertEquals(0, count(Palette.EXTRA, layer));
    // The two halves of the true square are taken for one cell.
    layer = new ErrorGrid(image, List.of(halved()), 4).layer(List.of(square(3)));
    assertTrue(count(Palette.EXTRA, layer) > 100);
    assertEquals(0, count(Palette.SKY, layer));
  }

  private static long count(Color colour, BufferedImage layer) {
    return Arrays.stream(pixels(layer)).filter(pixel -> pixel == colour.getRGB()).count();
  }

  @Test
  void aGridTakesAsManyLabelsAsImages() {
    List<GrayImage> images = List.of(GrayImage.zeros(20, 20));
    assertMessage("images []: expected at least one", () -> new ErrorGrid(List.of(), List.of(), 2));
    assertMessage(
        "true label images 0: expected 1, one for each image",
        () -> new ErrorGrid(images, List.of(), 2));
    ErrorGrid grid = new ErrorGrid(images, List.of(square(1)), 2);
    assertMessage("label images 0: expected 1, one for each image", () -> grid.layer(List.of()));
  }

  private static void assertMessage(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }

  @Test
  void everyMarkerIsADot() {
    int[] markers = new int[20 * 20];
    markers[3 * 20 + 15] = 7;
    Picture dots =
        Picture.blank(20, 20).dots(new LabelImage(20, 20, markers), Palette.GREEN, "marker");
    BufferedImage plain = PictureTest.drawn(dots, 8);
    assertEquals(rgb(Palette.GREEN), plain.getRGB(15 * 8 + 4, 3 * 8 + 4));
    assertEquals(rgb(Color.WHITE), plain.getRGB(3 * 8 + 4, 15 * 8 + 4));
  }

  @Test
  void anErrorHasTheColourOfItsKind() {
    GrayImage image = GrayImage.zeros(20, 20);
    LabelImage none = new LabelImage(20, 20, new int[400]);
    assertTrue(colours(ErrorPicture.of(image, square(3), square(8))).contains(rgb(Palette.SKY)));
    assertTrue(colours(ErrorPicture.of(image, square(3), none)).contains(rgb(Palette.GREEN)));
    assertTrue(colours(ErrorPicture.of(image, none, square(8))).contains(rgb(Palette.YELLOW)));
    LabelImage halves = halved();
    assertTrue(colours(ErrorPicture.of(image, square(3), halves)).contains(rgb(Palette.EXTRA)));
    assertTrue(colours(ErrorPicture.of(image, halves, square(3))).contains(rgb(Palette.PURPLE)));
  }

  /** Colours of the picture without its legend. */
  private static Set<Integer> colours(Picture picture) {
    Set<Integer> colours = new HashSet<>();
    Arrays.stream(pixels(PictureTest.drawn(picture, 8))).forEach(colours::add);
    return colours;
  }

  private static int rgb(Color colour) {
    return colour.getRGB();
  }

  private static LabelImage halved() {
    int[] labels = square(1).labels();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labels[i] == 1 && i % 20 >= 10 ? 2 : labels[i];
    }
    return new LabelImage(20, 20, labels);
  }

  @Test
  void everyArchitectureHasItsOwnSketch() {
    Set<Integer> sketches = new HashSet<>();
    for (UNet network : Network.OURS) {
      BufferedImage sketch = NetworkSketch.of(network, 128);
      sketches.add(Arrays.hashCode(pixels(sketch)));
    }
    assertEquals(3, sketches.size());
  }

  @Test
  void theFeatureFigureShowsTheLiveliestChannels() {
    List<FeatureMap> maps = new ArrayList<>();
    for (String level : List.of("enc1", "bottleneck", "dec1")) {
      maps.add(
          new FeatureMap(
              level, UNet.PLAIN, new HostTensor(new Shape(1, 2, 1, 2), new float[] {1, 1, 2, 3})));
    }
    BufferedImage one = FeatureFigure.of(maps, 1);
    Set<Integer> colours = new HashSet<>();
    Arrays.stream(pixels(one)).forEach(colours::add);
    assertTrue(colours.contains(Color.BLACK.getRGB()), "the lowest value");
    assertTrue(FeatureFigure.of(maps, 2).getWidth() != one.getWidth());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> FeatureFigure.of(maps, 3));
    assertEquals("channels 3: expected 1 to 2, as a map has no more", error.getMessage());
  }

  @Test
  void theSketchTellsTheWidth() {
    assertNotEquals(
        Arrays.hashCode(pixels(NetworkSketch.of(UNet.PLAIN.withBaseChannels(32), 128))),
        Arrays.hashCode(pixels(NetworkSketch.of(UNet.PLAIN, 128))));
  }
}
