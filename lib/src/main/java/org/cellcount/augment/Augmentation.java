package org.cellcount.augment;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.image.CellSample;

/**
 * A named chain of augmenters, applied one after the other, all drawing from the same generator:
 * one of ours, or the reader's own, such as {@code new Augmentation("flips + mine", new
 * HorizontalFlip(0.5), mine)}.
 *
 * @param label its name in tables and files, see {@link Names#check}
 * @param augmenters first to last; none leaves samples as they are
 */
public record Augmentation(String label, List<Augmenter> augmenters) implements Augmenter, Named {
  /** Samples as they are. */
  public static final Augmentation NONE = new Augmentation("none");

  /** The eight orientations of a square image. */
  public static final Augmentation FLIPS_ROTATION =
      new Augmentation(
          "flips + rotation", new HorizontalFlip(0.5), new VerticalFlip(0.5), new Rotation90());

  /** Orientation, intensity, noise and shape, in the order and amounts of the public pipeline. */
  public static final Augmentation FULL =
      new Augmentation(
          "full",
          new HorizontalFlip(0.5),
          new VerticalFlip(0.5),
          new Rotation90(),
          new BrightnessContrast(0.15),
          new GaussianNoise(0.02),
          new Elastic(0.3, 20, 3));

  /**
   * What differs between microscopes: {@link #FULL} in wider bounds, and magnification, gamma and
   * focus.
   */
  public static final Augmentation ROBUST =
      new Augmentation(
          "robust",
          new HorizontalFlip(0.5),
          new VerticalFlip(0.5),
          new Rotation90(),
          new Zoom(0.6, 0.6, 1.8),
          new Elastic(0.3, 20, 3),
          new Defocus(0.2, 1.2),
          new Gamma(1.5),
          new BrightnessContrast(0.2),
          new GaussianNoise(0.02));

  /**
   * What else is met in laboratories: cells of 8 to 30 pixels out of larger fields, fields without
   * any, stray light, haze, dirt, worn, full and noisy cameras. Made for images whose cells lie
   * around a quarter of the scale, which {@code Normalisation.ROBUST} gives.
   */
  public static final Augmentation WORLD =
      new Augmentation(
          "world",
          new Crop(128, 8, 30),
          new HorizontalFlip(0.5),
          new VerticalFlip(0.5),
          new Rotation90(),
          new Elastic(0.3, 20, 3),
          new Sometimes(0.03, new NoCells()),
          new Sometimes(0.15, new Haze(1)),
          new Sometimes(0.15, new UnevenLight(0.3, 0.8)),
          new Sometimes(0.12, new Debris(4, 1)),
          new Defocus(0.2, 1.5),
          new Sometimes(0.5, new Gamma(1.4)),
          new BrightnessContrast(0.2),
          new Sometimes(0.1, new Saturation(0.1)),
          new Sometimes(0.5, new CameraNoise(0.03)),
          new Sometimes(0.1, new FewSteps(8)),
          new Sometimes(0.08, new HotPixels(0.005)));

  /** The library's own, from the mildest on. */
  public static final List<Augmentation> OURS = List.of(NONE, FLIPS_ROTATION, FULL, ROBUST, WORLD);

  /** Checks the name and copies the list. */
  public Augmentation {
    Names.check("augmentation", label);
    augmenters = List.copyOf(augmenters);
  }

  /** A chain of some augmenters, first to last. */
  public Augmentation(String label, Augmenter... augmenters) {
    this(label, List.of(augmenters));
  }

  /**
   * One of ours by name: {@code flips_rotation}, {@code flips + rotation}.
   *
   * @throws IllegalArgumentException for another name
   */
  public static Augmentation of(String name) {
    return Names.find("augmentation", name, OURS);
  }

  @Override
  public CellSample apply(CellSample sample, RandomGenerator random) {
    CellSample current = sample;
    Orientation pending = Orientation.UNCHANGED;
    boolean ownImage = false;
    for (Augmenter augmenter : augmenters) {
      if (augmenter instanceof Reorientation reorientation) {
        pending = pending.then(reorientation.draw(random));
        continue;
      }
      if (!pending.equals(Orientation.UNCHANGED)) {
        current = pending.apply(current);
        pending = Orientation.UNCHANGED;
        ownImage = true;
      }
      if (augmenter instanceof IntensityChange change) {
        current = ownImage ? current : IntensityChange.copy(current);
        change.change(current.image().pixels(), random);
        ownImage = true;
      } else {
        current = augmenter.apply(current, random);
        ownImage = false;
      }
    }
    return pending.apply(current);
  }

  /** The crop that a chain begins with: all samples come out at its size. */
  public Optional<Crop> crop() {
    Augmenter first = augmenters.isEmpty() ? null : augmenters.get(0);
    if (first instanceof Augmentation chain) {
      return chain.crop();
    }
    return first instanceof Crop crop ? Optional.of(crop) : Optional.empty();
  }

  /** The names of the augmenters, first to last. */
  public String steps() {
    return augmenters.isEmpty()
        ? "none"
        : augmenters.stream().map(Augmenter::label).collect(Collectors.joining(", "));
  }

  /** The name. */
  @Override
  public String toString() {
    return label;
  }
}
