package org.cellcount.augment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Augmentations by name. */
public enum AugmentationPreset {
  /** Samples as they are. */
  NONE("none"),

  /** The eight orientations of a square image. */
  FLIPS_ROTATION("flips + rotation"),

  /** Orientation, intensity, noise and shape, in the order and amounts of the public pipeline. */
  FULL("full"),

  /**
   * What differs between microscopes: {@link #FULL} in wider bounds, and magnification, gamma and
   * focus.
   */
  ROBUST("robust");

  private final String label;

  AugmentationPreset(String label) {
    this.label = label;
  }

  /** The augmenters, in the order they are applied. */
  public AugmenterChain chain() {
    return switch (this) {
      case NONE -> new AugmenterChain(List.of());
      case FLIPS_ROTATION ->
          new AugmenterChain(
              List.of(new HorizontalFlip(0.5), new VerticalFlip(0.5), new Rotation90()));
      case FULL ->
          new AugmenterChain(
              List.of(
                  new HorizontalFlip(0.5),
                  new VerticalFlip(0.5),
                  new Rotation90(),
                  new BrightnessContrast(0.15),
                  new GaussianNoise(0.02),
                  new Elastic(0.3, 20, 3)));
      case ROBUST ->
          new AugmenterChain(
              List.of(
                  new HorizontalFlip(0.5),
                  new VerticalFlip(0.5),
                  new Rotation90(),
                  new Zoom(0.6, 0.6, 1.8),
                  new Elastic(0.3, 20, 3),
                  new Defocus(0.2, 1.2),
                  new Gamma(1.5),
                  new BrightnessContrast(0.2),
                  new GaussianNoise(0.02)));
    };
  }

  /** The name in tables: {@code none}, {@code flips + rotation}, {@code full} or {@code robust}. */
  public String label() {
    return label;
  }

  /**
   * Finds a preset by its label or its constant's name, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists the valid names
   */
  public static AugmentationPreset of(String name) {
    for (AugmentationPreset preset : values()) {
      if (preset.label.equalsIgnoreCase(name) || preset.name().equalsIgnoreCase(name)) {
        return preset;
      }
    }
    throw new IllegalArgumentException(
        "augmentation \""
            + name
            + "\" is unknown, expected one of: "
            + Arrays.stream(values())
                .map(AugmentationPreset::label)
                .collect(Collectors.joining(", ")));
  }
}
