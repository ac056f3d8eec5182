package org.cellcount.target;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cellcount.base.Named;
import org.cellcount.model.TrimmedUNet;
import org.cellcount.model.UNet;
import org.cellcount.ops.HostTensor;
import org.cellcount.safetensors.Safetensors;

/**
 * A model folder for counting alone, as small as it can be, such as the one that comes with the
 * library: weights in 16 bits, and a bottleneck without the channels that nobody hears. Its counts
 * are those of weights rounded to 11 bits. A run can't go on from it, a new one may begin with it.
 */
public final class CompactModel {
  private CompactModel() {}

  /**
   * Writes the model of a folder into another one.
   *
   * @param own what is not the library's own
   * @throws IOException if the model cannot be read, or there is one already where it is to go
   */
  public static void write(ModelFolder trained, ModelFolder compact, Named... own)
      throws IOException {
    requireFree(compact);
    List<ModelFolder> networks = trained.networks();
    if (networks.size() > 1) {
      compact.writeSize(networks.size());
    }
    // The first one last: with it the folder holds a model.
    for (int number = networks.size(); number >= 1; number--) {
      write(networks.get(number - 1), compact.network(number), networks.size() == 1, own);
    }
  }

  /**
   * Fails if there is a model already.
   *
   * @throws IOException then, naming the folder
   */
  public static void requireFree(ModelFolder compact) throws IOException {
    if (compact.hasSettings()) {
      throw new IOException(compact.path() + " holds a model already, expected an empty folder");
    }
  }

  private static void write(ModelFolder trained, ModelFolder compact, boolean alone, Named... own)
      throws IOException {
    ModelSettings settings = trained.settings(own);
    Map<String, HostTensor> weights = Safetensors.halved(trained.weights(settings.model()));
    // Networks that answer together are alike.
    if (alone && OwnParts.isOurs(settings.network())) {
      TrimmedUNet trimmed = TrimmedUNet.of((UNet) settings.network(), weights);
      settings = settings.withNetwork(trimmed.network());
      weights = trimmed.stateDict();
    }
    Safetensors.writeHalf(compact.best(), weights, ModelFolder.stamp(settings.model()));
    Optional<Confidence> confidence = Confidence.of(trained);
    if (confidence.isPresent()) {
      confidence.get().write(compact);
    }
    if (Files.exists(trained.counting())) {
      compact.write(trained.countOptions(settings.target()));
    }
    compact.write(settings);
  }
}
