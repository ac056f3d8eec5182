package org.cellcount.target;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellcount.count.CountOptions;
import org.cellcount.image.GrayImage;

/**
 * What the network is asked to learn. The first output channel is always the foreground; what a
 * target adds teaches it where one cell ends and the next begins. All but {@link #MASK} need to
 * know which pixel belongs to which cell.
 */
public enum Target {
  /** The foreground alone, as published. */
  MASK("mask", 1),

  /**
   * The foreground, with pixels between close cells weighing up to eleven times as much (w0 = 10,
   * sigma = 5), so that a missed gap costs more than a ragged edge. Ronneberger, Fischer and Brox,
   * "U-Net", MICCAI 2015, equation 2.
   */
  BORDER_WEIGHTS("border weights", 1),

  /**
   * The foreground and a second map of the pixels where two cells touch. Subtracting it cuts
   * clusters apart. In the manner of the three-class networks of Caicedo et al., "Evaluation of
   * deep learning strategies for nucleus segmentation in fluorescence images", Cytometry A 2019.
   */
  BORDER_CLASS("border class", 2),

  /**
   * The foreground and a second map of the distance to the cell's own edge, 1 in the middle of
   * every cell and 0 outside: a landscape with one hill a cell, ready for a watershed. In the
   * manner of Naylor et al., "Segmentation of nuclei in histopathology images by deep regression of
   * the distance map", IEEE TMI 2019.
   */
  DISTANCE("distance", 2);

  private final String label;
  private final int channels;

  Target(String label, int channels) {
    this.label = label;
    this.channels = channels;
  }

  /** The name as shown to people. */
  public String label() {
    return label;
  }

  /** Output channels of the network. */
  public int channels() {
    return channels;
  }

  /** Whether the training data must tell cells apart. */
  public boolean needsLabels() {
    return this != MASK;
  }

  /**
   * The target of a name, in any case.
   *
   * @throws IllegalArgumentException listing the valid names
   */
  public static Target of(String name) {
    return Arrays.stream(values())
        .filter(t -> t.label.equalsIgnoreCase(name) || t.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "unknown target '%s', expected one of %s",
                        name,
                        Arrays.stream(values())
                            .map(Target::label)
                            .collect(Collectors.joining(", ")))));
  }

  /** How its maps are counted before anything is tuned. */
  public CountOptions countOptions() {
    return channels == 1
        ? CountOptions.defaults()
        : CountOptions.defaults().withSigma(1).withH(0.1);
  }

  /**
   * Reads the network's answer for one image.
   *
   * @param logits the channels of one or more images, (C, H, W) each
   * @param offset where this image's channels begin
   * @param height rows
   * @param width columns
   */
  public CellMaps maps(float[] logits, int offset, int height, int width) {
    GrayImage foreground = sigmoid(logits, offset, height, width);
    if (channels == 1) {
      return new CellMaps(foreground, Optional.empty());
    }
    GrayImage second = sigmoid(logits, offset + height * width, height, width);
    if (this == BORDER_CLASS) {
      float[] inner = second.pixels();
      for (int i = 0; i < inner.length; i++) {
        inner[i] = foreground.pixels()[i] * (1 - inner[i]);
      }
    }
    return new CellMaps(foreground, Optional.of(second));
  }

  private static GrayImage sigmoid(float[] logits, int offset, int height, int width) {
    float[] probability = new float[height * width];
    for (int i = 0; i < probability.length; i++) {
      probability[i] = (float) (1 / (1 + Math.exp(-logits[offset + i])));
    }
    return new GrayImage(height, width, probability);
  }
}
