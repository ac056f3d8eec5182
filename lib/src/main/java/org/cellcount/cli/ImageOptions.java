package org.cellcount.cli;

import java.util.Optional;
import org.cellcount.image.PixelSize;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.microscopy.Projection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which image of a file is meant, and how large its pixels are. */
final class ImageOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--channel",
      paramLabel = "NUMBER|NAME",
      description =
          "the channel to count, of files with several; in colour images red, green, blue or"
              + " luminance")
  private String channel;

  @Option(names = "--plane", paramLabel = "N", description = "the plane of a stack, from 1")
  private Integer plane;

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      description = "make the planes of a stack one: max, mean, sum")
  private String projection;

  @Option(names = "--frames", paramLabel = "N", description = "the time of a series, from 1")
  private Integer frame;

  @Option(
      names = "--pixel-size",
      paramLabel = "UM",
      description = "side of a pixel in micrometres; default: what the file says")
  private Double pixelSize;

  /** The option that was given, if one was; the first of several. */
  String names() {
    return channel != null
        ? "--channel"
        : plane != null
            ? "--plane"
            : projection != null ? "--projection" : frame != null ? "--frames" : "--pixel-size";
  }

  /** Whether any was given. */
  boolean given() {
    return channel != null
        || plane != null
        || projection != null
        || frame != null
        || pixelSize != null;
  }

  /**
   * The image that is meant.
   *
   * @throws picocli.CommandLine.ParameterException if a value is out of its range
   */
  ImageSelection selection() {
    try {
      return new ImageSelection(
          Optional.ofNullable(channel),
          Optional.ofNullable(plane),
          Optional.ofNullable(projection).map(Projection::of),
          Optional.ofNullable(frame));
    } catch (IllegalArgumentException e) {
      throw ShellCommand.wrong(command, names(), e.getMessage());
    }
  }

  /**
   * The size of a pixel, if it was given.
   *
   * @throws picocli.CommandLine.ParameterException if it is not above 0
   */
  Optional<PixelSize> pixelSize() {
    try {
      return Optional.ofNullable(pixelSize).map(PixelSize::square);
    } catch (IllegalArgumentException e) {
      throw ShellCommand.wrong(command, "--pixel-size", e.getMessage());
    }
  }
}
