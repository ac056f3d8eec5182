package org.cellcount.predict;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellcount.base.Named;
import org.cellcount.model.Ensemble;
import org.cellcount.model.InferenceModel;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.TorchRuntime;
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
          network.path()
              + " is not trained to its end; go on with it, or delete it and lower the number"
              + " in ensemble.json beside it to do without");
    }
  }

  private static InferenceModel load(ModelFolder folder, ModelSettings settings)
      throws IOException {
    Map<String, HostTensor> weights = folder.weights(settings.model());
    Device device = TorchRuntime.engine().defaultDevice();
    try (SegmentationModel trained =
        SegmentationModel.create(settings.model(), device, settings.precision(), 0)) {
      trained.load(weights);
      return trained.freeze();
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.best() + ": " + e.getMessage(), e);
    }
  }
}
