package org.cellcount.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cellcount.base.Json;
import org.cellcount.base.Named;
import org.cellcount.base.Require;
import org.cellcount.image.Normalisation;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.Network;
import org.cellcount.model.UNet;
import org.cellcount.ops.Precision;

/**
 * What must be known of a trained network to count with it; {@code model.json} in a model folder.
 *
 * @param network how it is built
 * @param target what it has learned
 * @param normalisation what is done to every image before the network sees it
 * @param countingMethod how its maps are counted
 * @param precision number format of the convolutions
 * @param cellDiameter typical diameter, in pixels, of the cells it was trained on; 0 if there were
 *     none
 */
public record ModelSettings(
    Network network,
    Target target,
    Normalisation normalisation,
    CountingMethod countingMethod,
    Precision precision,
    double cellDiameter) {
  /** The format of model folders that is written today; 1 had no number. */
  public static final int FORMAT = 2;

  private record Saved(
      int format,
      String network,
      List<Integer> widths,
      String target,
      String normalisation,
      String counting,
      String precision,
      double cellDiameter,
      Map<String, Double> signatures) {}

  /** Checks that everything is there and the diameter in range. */
  public ModelSettings {
    Require.present("network", network);
    Require.present("target", target);
    Require.present("normalisation", normalisation);
    Require.present("way of counting", countingMethod);
    Require.present("precision", precision);
    Require.atLeast("cellDiameter", cellDiameter, 0);
  }

  /** The network's inputs and outputs. */
  public ModelConfig model() {
    return new ModelConfig(network, 1, target.channels());
  }

  /** The same with another network. */
  ModelSettings withNetwork(Network network) {
    return new ModelSettings(
        network, target, normalisation, countingMethod, precision, cellDiameter);
  }

  /** Network and target, in words. */
  public String label() {
    return network.title() + ", target " + target.label();
  }

  /** The settings by name, for comparison: without the signatures, which take time to make. */
  public ObjectNode tree() {
    return tree(Map.of());
  }

  /** The settings as saved: everything by name, and a signature of what is not ours. */
  ObjectNode signedTree() {
    Map<String, Double> signatures = new TreeMap<>();
    if (!OwnParts.isOurs(network)) {
      signatures.put("network", Signature.of(model()));
    }
    if (!Target.OURS.contains(target)) {
      signatures.put("target", Signature.of(target));
    }
    if (!countingMethod.byOptions()) {
      signatures.put("counting", Signature.of(countingMethod));
    }
    return tree(signatures);
  }

  private ObjectNode tree(Map<String, Double> signatures) {
    return Json.tree(
        new Saved(
            FORMAT,
            network.label(),
            network.widths(),
            target.label(),
            normalisation.label(),
            countingMethod.label(),
            precision.label(),
            cellDiameter,
            signatures));
  }

  /**
   * Reads settings.
   *
   * @param own what is not the library's own
   * @throws IOException if the file is missing or broken, or names something that is not there or
   *     was built differently
   */
  static ModelSettings read(Path file, List<Named> own) throws IOException {
    Saved saved = Json.read(file, Saved.class);
    try {
      checkFormat(saved.format());
      OwnParts parts = new OwnParts(own, saved.signatures());
      Target target = parts.find("target", Target.class, saved.target(), Target.OURS);
      Network network = network(parts, saved, target);
      CountingMethod counting =
          parts.find(
              "way of counting", CountingMethod.class, saved.counting(), CountingMethod.OURS);
      if (!Target.OURS.contains(target)) {
        parts.check("target", target, () -> Signature.of(target));
      }
      if (!counting.byOptions()) {
        parts.check("counting", counting, () -> Signature.of(counting));
      }
      return new ModelSettings(
          network,
          target,
          Normalisation.of(saved.normalisation()),
          counting,
          Precision.of(saved.precision()),
          saved.cellDiameter());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Network network(OwnParts parts, Saved saved, Target target) {
    Network found = parts.find("network", Network.class, saved.network(), Network.OURS);
    int[] widths = saved.widths().stream().mapToInt(Integer::intValue).toArray();
    if (OwnParts.isOurs(found)) {
      return ((UNet) found).withWidths(widths);
    }
    if (!found.widths().equals(saved.widths())) {
      throw new IllegalArgumentException(
          "network '"
              + found.label()
              + "' has the widths "
              + found.widths()
              + ", expected "
              + saved.widths());
    }
    ModelConfig model = new ModelConfig(found, 1, target.channels());
    parts.check("network", found, () -> Signature.of(model));
    return found;
  }

  /**
   * Refuses files of another format.
   *
   * @throws IllegalArgumentException if it is not today's
   */
  public static void checkFormat(int format) {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "format " + format + " is not known, expected " + FORMAT + ": another version wrote it");
    }
  }
}
