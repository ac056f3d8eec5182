package org.cellcount.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cellcount.image.PixelSize;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.microscopy.Projection;
import org.cellcount.predict.ImageCounter;
import org.cellcount.predict.Patience;

/** {@link ImageCounter.Options} on their way to an executor; what is not set is null. */
record SentOptions(
    Double scale,
    String channel,
    Integer plane,
    Projection projection,
    Integer frame,
    Double pixelHeight,
    Double pixelWidth,
    Duration patience,
    boolean measured)
    implements Serializable {
  private static final long serialVersionUID = 1;

  static SentOptions of(ImageCounter.Options options) {
    ImageSelection selection = options.selection();
    return new SentOptions(
        options.scale().isPresent() ? options.scale().getAsDouble() : null,
        selection.channel().orElse(null),
        selection.plane().orElse(null),
        selection.projection().orElse(null),
        selection.frame().orElse(null),
        options.pixelSize().map(PixelSize::height).orElse(null),
        options.pixelSize().map(PixelSize::width).orElse(null),
        options.patience().limit(),
        options.measured());
  }

  ImageCounter.Options options(Path scratch) {
    return new ImageCounter.Options(
        scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale),
        new ImageSelection(
            Optional.ofNullable(channel),
            Optional.ofNullable(plane),
            Optional.ofNullable(projection),
            Optional.ofNullable(frame)),
        Optional.ofNullable(pixelHeight).map(height -> new PixelSize(height, pixelWidth)),
        new Patience(patience),
        measured,
        scratch);
  }
}
