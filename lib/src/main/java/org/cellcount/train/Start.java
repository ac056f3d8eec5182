package org.cellcount.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.cellcount.base.Named;
import org.cellcount.base.Require;
import org.cellcount.count.CountOptions;
import org.cellcount.image.Normalisation;
import org.cellcount.model.Network;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.HostTensor;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.ModelSettings;
import org.cellcount.target.Pretrained;
import org.cellcount.target.Target;

/**
 * The weights that a run starts from: random ones, or those of a trained model, which the run then
 * fits to images of another kind. Two starts are equal if their weights are.
 */
public final class Start {
  /** Random weights, drawn by the run's seed. */
  public static final Start RANDOM = new Start("random weights", Optional.empty());

  private final String label;
  private final Optional<Trained> trained;

  /** What is taken over of a model. */
  private record Trained(
      ModelSettings settings, CountOptions options, Map<String, HostTensor> weights) {}

  private Start(String label, Optional<Trained> trained) {
    this.label = label;
    this.trained = trained;
  }

  /**
   * The weights of a trained model; of an ensemble, those of its first network.
   *
   * @param folder see {@link ModelFolder}
   * @param own what is not the library's own: the network, the target, the way of counting
   * @throws IOException if a file is missing, broken or of another network, or something of the
   *     reader's own is missing or built differently, naming it
   */
  public static Start of(Path folder, Named... own) throws IOException {
    ModelFolder model = new ModelFolder(folder);
    ModelSettings settings = model.settings(own);
    CountOptions options = model.countOptions(settings.target());
    Map<String, HostTensor> weights = model.weights(settings.model());
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(model.best()));
    return new Start(
        String.format("%s, weights %08x", settings.label(), crc.getValue()),
        Optional.of(new Trained(settings, options, weights)));
  }

  /**
   * The weights of the model that comes with the library.
   *
   * @throws IOException if the library was packed without it
   */
  public static Start pretrained() throws IOException {
    return Pretrained.read(folder -> of(folder));
  }

  /** One that a folder names: it can be compared, but not started from. */
  static Start named(String label) {
    return label.equals(RANDOM.label) ? RANDOM : new Start(label, Optional.empty());
  }

  /** What the weights are, in words, and a checksum. */
  public String label() {
    return label;
  }

  /** Whether the weights are random. */
  public boolean isRandom() {
    return equals(RANDOM);
  }

  /** What the model is, whose weights these are. */
  Optional<ModelSettings> settings() {
    return trained.map(Trained::settings);
  }

  /** How its maps are counted. */
  Optional<CountOptions> options() {
    return trained.map(Trained::options);
  }

  /**
   * Makes sure that a run trains what the weights belong to.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  void check(Network network, Target target, Normalisation normalisation, CountingMethod counting) {
    settings()
        .ifPresent(
            model -> {
              check("network", network.title(), model.network().title());
              check("target", target.label(), model.target().label());
              check("normalisation", normalisation.label(), model.normalisation().label());
              check("way of counting", counting.label(), model.countingMethod().label());
            });
  }

  private static void check(String what, String wanted, String model) {
    Require.that(
        wanted.equals(model), what, wanted, model + ", which the weights to start from belong to");
  }

  /** Gives a network these weights; one that starts from random ones has them already. */
  void load(SegmentationModel model) {
    if (isRandom()) {
      return;
    }
    model.load(
        trained
            .orElseThrow(() -> new IllegalStateException("'" + label + "' was not given again"))
            .weights());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Start start && label.equals(start.label);
  }

  @Override
  public int hashCode() {
    return label.hashCode();
  }

  @Override
  public String toString() {
    return label;
  }
}
