package org.cellcount.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellcount.base.Json;
import org.cellcount.image.Normalisation;
import org.cellcount.model.Network;
import org.cellcount.ops.Precision;

/**
 * A {@code run.json} of format 1, which had no number, held everything about a run in one file and
 * knew only the library's own parts.
 *
 * @param config the run
 * @param training what it was trained on
 * @param validation what it was validated on
 * @param cellDiameter as {@link ModelSettings#cellDiameter}
 */
public record FirstFormat(Config config, String training, String validation, double cellDiameter) {
  /** The run; names are those of constants, such as {@code BCE_DICE}. */
  public record Config(
      String architecture,
      int baseChannels,
      String target,
      String loss,
      String augmentation,
      String normalisation,
      int epochs,
      int batchSize,
      double learningRate,
      double weightDecay,
      String schedule,
      String precision,
      long seed) {}

  /**
   * Whether a file is there and is one of this format.
   *
   * @throws IOException if it cannot be read, naming it
   */
  public static boolean isIn(Path file) throws IOException {
    return Files.exists(file) && Json.read(file).has("config");
  }

  /** Reads such a file. */
  public static FirstFormat read(Path file) throws IOException {
    return Json.read(file, FirstFormat.class);
  }

  ModelSettings settings() {
    return new ModelSettings(
        Network.of(config.architecture()).withBaseChannels(config.baseChannels()),
        Target.of(config.target()),
        Normalisation.of(config.normalisation()),
        CountingMethod.STANDARD,
        Precision.of(config.precision()),
        cellDiameter);
  }
}
