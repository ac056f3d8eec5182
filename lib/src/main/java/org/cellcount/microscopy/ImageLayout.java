package org.cellcount.microscopy;

import java.util.List;
import java.util.Optional;
import org.cellcount.image.PixelSize;

/**
 * What an image file holds.
 *
 * @param name what to call the file in messages
 * @param height rows
 * @param width columns
 * @param channels names as the file has them, or numbers; at least one
 * @param colour whether the first three channels are red, green and blue of one picture
 * @param planes of a stack, at least 1
 * @param frames times of a series, at least 1
 * @param pixelSize if the file tells
 * @param kind what its samples are
 */
record ImageLayout(
    String name,
    int height,
    int width,
    List<String> channels,
    boolean colour,
    int planes,
    int frames,
    Optional<PixelSize> pixelSize,
    SampleKind kind) {
  static final List<String> COLOURS = List.of("red", "green", "blue");
  static final List<String> ONE = List.of("1");

  ImageLayout {
    channels = List.copyOf(channels);
  }

  /** A single picture, gray or of three colours. */
  static ImageLayout picture(String name, int height, int width, boolean colour, SampleKind kind) {
    return new ImageLayout(
        name, height, width, colour ? COLOURS : ONE, colour, 1, 1, Optional.empty(), kind);
  }
}
