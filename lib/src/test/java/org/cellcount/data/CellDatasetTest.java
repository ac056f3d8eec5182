package org.cellcount.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CellDatasetTest {
  private final CellDataset plain = Datasets.noise(4, 6, 8);
  private final List<LabelImage> labels = Datasets.labels(plain);

  @Test
  void trueCountIsStoredElseLabelsElseComponents() {
    CellDataset merged =
        CellDataset.of(
            "merged",
            plain.images(),
            plain.images().stream().map(image -> new GrayImage(6, 8, filled(6 * 8))).toList());
    assertEquals(CountSource.MASK_COMPONENTS, merged.countSource());
    assertArrayEquals(new int[] {1, 1, 1, 1}, merged.trueCounts());

    CellDataset labelled = merged.withLabels(labels);
    assertEquals(CountSource.LABELS, labelled.countSource());
    assertArrayEquals(new int[] {2, 2, 2, 2}, labelled.trueCounts());

    CellDataset counted = labelled.withCounts(5, 6, 7, 8);
    assertEquals(CountSource.COUNTS, counted.countSource());
    assertArrayEquals(new int[] {5, 6, 7, 8}, counted.trueCounts());
    assertEquals(7, counted.trueCount(2));
  }

  @Test
  void componentsAreFourConnectedAndAboveOneHalf() {
    float[] mask = {
      1, 0, 0.5f, //
      0, 1, 0, //
      0.51f, 0, 1
    };
    CellDataset diagonal =
        CellDataset.of(
            "diagonal", List.of(GrayImage.zeros(3, 3)), List.of(new GrayImage(3, 3, mask)));
    assertEquals(4, diagonal.trueCount(0));
  }

  @Test
  void subsetKeepsEverythingTogether() {
    CellDataset subset =
        plain.withLabels(labels).withCounts(5, 6, 7, 8).withGroups(10, 10, 11, 12).subset(3, 1);
    assertEquals(2, subset.size());
    assertSame(plain.image(3), subset.image(0));
    assertSame(plain.mask(1), subset.mask(1));
    assertArrayEquals(new int[] {8, 6}, subset.trueCounts());
    assertEquals(12, subset.group(0));
    assertEquals(10, subset.group(1));
    assertEquals(Optional.of(labels.get(3)), subset.sample(0).labels());
  }

  @Test
  void theFirstAreAllWhereThereAreFewer() {
    assertEquals(List.of(plain.image(0), plain.image(1)), plain.first(2).images());
    assertEquals(plain.images(), plain.first(5).images());
    assertMessage("subset of noise is empty, expected an image", () -> plain.first(0));
  }

  @Test
  void withoutGroupsEveryImageIsItsOwn() {
    assertFalse(plain.hasGroups());
    assertEquals(2, plain.group(2));
    assertEquals(Optional.empty(), plain.labels(0));
  }

  @Test
  void callersArraysAreNotShared() {
    int[] counts = {1, 2, 3, 4};
    CellDataset counted = plain.withCounts(counts);
    counts[0] = 99;
    counted.trueCounts()[1] = 99;
    assertArrayEquals(new int[] {1, 2, 3, 4}, counted.trueCounts());
  }

  @Test
  void imagesAreReplacedAlone() {
    CellDataset dark = plain.withCounts(1, 2, 3, 4).mapImages(image -> GrayImage.zeros(6, 8));
    assertEquals(0, dark.image(3).get(2, 2));
    assertSame(plain.mask(3), dark.mask(3));
    assertEquals(4, dark.trueCount(3));
  }

  @Test
  void wrongPartsAreNamed() {
    GrayImage small = GrayImage.zeros(2, 2);
    GrayImage wide = GrayImage.zeros(2, 3);
    GrayImage nan = new GrayImage(2, 2, new float[] {0, Float.NaN, 0, 0});
    GrayImage two = new GrayImage(2, 2, new float[] {0, 0, 0, 2});
    refused("set holds no images, expected at least 1", List.of(), List.of());
    refused("set has 1 masks for 2 images, expected one each", List.of(small, small), small);
    refused("set: image 1 is 2x3, expected 2x2 as image 0", List.of(small, wide), small, small);
    refused("set: mask 0 is 2x3, expected 2x2 as image 0", List.of(small), wide);
    refused("set: image 0 holds NaN, expected finite values", List.of(nan), small);
    refused("set: mask 0 holds 2.0, expected 0..1", List.of(small), two);
    refused("set: mask 0 holds NaN, expected 0..1", List.of(small), nan);
  }

  @Test
  void wrongExtrasAreNamed() {
    assertMessage(
        "noise has 3 counts for 4 images, expected one each", () -> plain.withCounts(1, 2, 3));
    assertMessage("noise: count 1 is -2, expected 0 or more", () -> plain.withCounts(1, -2, 3, 4));
    assertMessage("noise has 1 groups for 4 images, expected one each", () -> plain.withGroups(1));
    assertMessage(
        "noise has 0 label images for 4 images, expected one each",
        () -> plain.withLabels(List.of()));
    LabelImage square = new LabelImage(6, 6, new int[36]);
    assertMessage(
        "noise: label image 0 is 6x6, expected 6x8 as image 0",
        () -> plain.withLabels(List.of(square, square, square, square)));
    assertMessage("subset of noise is empty, expected an image", () -> plain.subset());
  }

  private static float[] filled(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void refused(String message, List<GrayImage> images, GrayImage... masks) {
    refused(message, images, List.of(masks));
  }

  private static void refused(String message, List<GrayImage> images, List<GrayImage> masks) {
    assertMessage(message, () -> CellDataset.of("set", images, masks));
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
