package org.cellcount.microscopy;

import java.util.Optional;
import org.cellcount.base.Require;

/**
 * Which image of a file that holds several. Numbers count from 1. What is not chosen must be there
 * only once, or the file is refused.
 *
 * @param channel its number or its name as the file has it; in colour images also {@code red},
 *     {@code green}, {@code blue} or {@code luminance}
 * @param plane one plane of a stack
 * @param projection the planes of a stack made one; not together with a plane
 * @param frame one time of a series
 */
public record ImageSelection(
    Optional<String> channel,
    Optional<Integer> plane,
    Optional<Projection> projection,
    Optional<Integer> frame) {
  /** Nothing chosen: for files that hold one image. */
  public static final ImageSelection NONE =
      new ImageSelection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1, or both a plane and a projection are chosen
   */
  public ImageSelection {
    channel.ifPresent(name -> Require.that(!name.isBlank(), "channel", "''", "a number or a name"));
    plane.ifPresent(number -> Require.atLeast("plane", number, 1));
    frame.ifPresent(number -> Require.atLeast("frame", number, 1));
    Require.that(
        plane.isEmpty() || projection.isEmpty(),
        "plane",
        plane.orElse(0) + " and a projection",
        "one of the two");
  }

  /** The same with this channel. */
  public ImageSelection withChannel(String numberOrName) {
    return new ImageSelection(Optional.of(numberOrName), plane, projection, frame);
  }

  /** The same with this plane. */
  public ImageSelection withPlane(int number) {
    return new ImageSelection(channel, Optional.of(number), Optional.empty(), frame);
  }

  /** The same with the planes made one. */
  public ImageSelection withProjection(Projection way) {
    return new ImageSelection(channel, Optional.empty(), Optional.of(way), frame);
  }

  /** The same with this time. */
  public ImageSelection withFrame(int number) {
    return new ImageSelection(channel, plane, projection, Optional.of(number));
  }
}
