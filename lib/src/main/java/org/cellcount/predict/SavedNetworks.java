package org.cellcount.predict;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellcount.base.Named;
import org.cellcount.model.Ensemble;
import org.cellcount.model.InferenceModel;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.TorchRuntime;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.target.ModelFolder;
import org.cellcount.target.ModelSettings;

/** Loads the best weights of a run, or of every network of an ensemble. */
final class SavedNetworks {
  private SavedNetworks() {}

  /**
   * The networks of a model folder.
   *
   * @param own what is not the library's own
   * @throws IOException if a file is missing, broken or of another network, naming it, or if
   *     several networks are not trained to the end and alike
   */
  static Ensemble load(ModelFolder folder, ModelSettings settings, Named... own)
      throws IOException {
    List<ModelFolder> folders = folder.networks();
    List<InferenceModel> networks = new ArrayList<>();
    try {
      for (ModelFolder network : folders) {
        if (folders.size() > 1) {
          checkMember(network, settings, own);
        }
        networks.add(load(network, settings));
      }
      return new Ensemble(networks);
    } catch (IOException e) {
      networks.forEach(InferenceModel::close);
      throw e;
    }
  }

  private static void checkMember(ModelFolder network, ModelSettings settings, Named... own)
      throws IOException {
    if (!network.settings(own).equals(settings)) {
      throw new IOException(
          network.path()
              + " was trained in another way than the networks beside it, expected another seed"
              + " alone");
    }
    if (!network.isFinished()) {
      throw new IOException(
          network.path() + " is not trained to its end; go on with it, or delete it to do without");
    }
  }

  private static InferenceModel load(ModelFolder folder, ModelSettings settings)
      throws IOException {
    Path best = folder.best();
    if (!Files.exists(best)) {
      throw new IOException(best + " is missing: the run has not finished its first epoch");
    }
    Safetensors saved = Safetensors.read(best);
    ModelFolder.checkStamp(best, saved.metadata(), settings.model());
    Device device = TorchRuntime.engine().defaultDevice();
    try (SegmentationModel trained =
        SegmentationModel.create(settings.model(), device, settings.precision(), 0)) {
      trained.load(saved.tensors());
      return trained.freeze();
    } catch (IllegalArgumentException e) {
      throw new IOException(best + ": " + e.getMessage(), e);
    }
  }
}
