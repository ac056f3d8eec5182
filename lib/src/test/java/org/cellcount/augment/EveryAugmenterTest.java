package org.cellcount.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellcount.image.CellSample;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each augmenter, on an image that is not square. */
class EveryAugmenterTest {
  private static final List<Augmenter> REST =
      Augmentation.WORLD.augmenters().subList(1, Augmentation.WORLD.augmenters().size());

  /** All of the world but its crop. */
  private static final Augmentation CHAIN = new Augmentation("world without crop", REST);

  private static final Augmentation WORLD =
      new Augmentation("small world", new Crop(32, 8, 30), CHAIN);

  static Stream<Augmenter> geometric() {
    return Stream.of(
        new HorizontalFlip(1), new VerticalFlip(1), new Rotation90(), new Elastic(1, 20, 3));
  }

  static Stream<Augmenter> intensity() {
    return Stream.of(
        new BrightnessContrast(0.15),
        new GaussianNoise(0.02),
        new Gamma(1.5),
        new Defocus(1, 2),
        new CameraNoise(0.1),
        new FewSteps(4),
        new Haze(1),
        new HotPixels(0.05),
        new Saturation(0.1),
        new Sometimes(1, new UnevenLight(0.3, 0.8)),
        new UnevenLight(0.3, 0.8));
  }

  static Stream<Augmenter> all() {
    return Stream.concat(
        Stream.concat(geometric(), intensity()),
        Stream.of(Augmentation.FLIPS_ROTATION, Augmentation.FULL));
  }

  /** Those that may also push cells out of the picture, or hide them. */
  static Stream<Augmenter> cropping() {
    return Stream.concat(
        all(),
        Stream.of(
            new Zoom(1, 0.6, 1.8), Augmentation.ROBUST, new Debris(4, 1), new NoCells(), CHAIN));
  }

  /** With a crop, which measures the cells by their labels. */
  static Stream<Augmenter> sized() {
    return Stream.concat(cropping(), Stream.of(new Crop(32, 8, 30), WORLD));
  }

  @ParameterizedTest
  @MethodSource("sized")
  void inputIsNotModifiedAndOutputDiffers(Augmenter augmenter) {
    CellSample sample = Samples.discs(48, 64);
    CellSample before = Samples.copy(sample);
    long changed =
        IntStream.range(0, 20)
            .filter(i -> !augmenter.apply(sample, new SplittableRandom(i)).equals(before))
            .count();
    assertEquals(before, sample);
    assertTrue(changed >= 10, changed + " of 20 changed");
  }

  @ParameterizedTest
  @MethodSource("sized")
  void sameSeedSameResult(Augmenter augmenter) {
    CellSample sample = Samples.discs(48, 64);
    List<CellSample> once =
        IntStream.range(0, 50)
            .mapToObj(i -> augmenter.apply(sample, new SplittableRandom(i)))
            .toList();
    List<CellSample> inParallel =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(i -> augmenter.apply(sample, new SplittableRandom(i)))
            .toList();
    assertEquals(once, inParallel);
  }

  @ParameterizedTest
  @MethodSource("all")
  void labelsSurvive(Augmenter augmenter) {
    CellSample sample = Samples.discs(48, 64);
    for (int seed = 0; seed < 20; seed++) {
      CellSample after = augmenter.apply(sample, new SplittableRandom(seed));
      assertEquals(6, after.labels().orElseThrow().count());
      assertEquals(6, after.labels().orElseThrow().max());
    }
  }

  @ParameterizedTest
  @MethodSource("cropping")
  void samplesWithoutLabelsWorkAlike(Augmenter augmenter) {
    CellSample sample = Samples.discs(48, 64);
    CellSample bare = new CellSample(sample.image(), sample.mask(), Optional.empty());
    for (int seed = 0; seed < 5; seed++) {
      CellSample expected = augmenter.apply(sample, new SplittableRandom(seed));
      CellSample actual = augmenter.apply(bare, new SplittableRandom(seed));
      assertEquals(expected.image(), actual.image());
      assertEquals(expected.mask(), actual.mask());
      assertTrue(actual.labels().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("sized")
  void valuesStayFrom0To1(Augmenter augmenter) {
    CellSample sample = Samples.discs(48, 64);
    for (int seed = 0; seed < 20; seed++) {
      CellSample after = augmenter.apply(sample, new SplittableRandom(seed));
      for (GrayImage part : List.of(after.image(), after.mask())) {
        for (float value : part.pixels()) {
          assertTrue(value >= 0 && value <= 1, "a value of " + value);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("intensity")
  void intensityNeverTouchesMaskAndLabels(Augmenter augmenter) {
    CellSample sample = Samples.discs(48, 64);
    CellSample after = augmenter.apply(sample, new SplittableRandom(1));
    assertNotEquals(sample.image(), after.image());
    assertSame(sample.mask(), after.mask());
    assertSame(sample.labels(), after.labels());
  }

  @Test
  void flipsAndTurnsMoveImageAndMaskAlike() {
    for (int seed = 0; seed < 20; seed++) {
      CellSample after =
          Augmentation.FLIPS_ROTATION.apply(Samples.discs(48, 64), new SplittableRandom(seed));

      assertEquals(after.image(), after.mask());
    }
  }
}
