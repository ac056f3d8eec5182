package org.cellcount.predict;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.cellcount.model.Ensemble;
import org.cellcount.model.InferenceModel;
import org.cellcount.model.SegmentationModel;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.train.RunConfig;
import org.cellcount.train.RunFolder;

/** Loads the best weights of a run, or of every network of an ensemble. */
final class SavedNetworks {
  private SavedNetworks() {}

  /**
   * The networks of a run's folder.
   *
   * @throws IOException if a file is missing, broken or of another network, naming it, or if
   *     several networks are not trained to the end and alike but for the seed
   */
  static Ensemble load(RunFolder run, RunConfig config) throws IOException {
    List<RunFolder> runs = run.networks();
    List<InferenceModel> networks = new ArrayList<>();
    try {
      for (RunFolder network : runs) {
        if (runs.size() > 1) {
          checkMember(network, config);
        }
        networks.add(load(network));
      }
      return new Ensemble(networks);
    } catch (IOException e) {
      networks.forEach(InferenceModel::close);
      throw e;
    }
  }

  private static void checkMember(RunFolder network, RunConfig config) throws IOException {
    if (!network.config().withSeed(config.seed()).equals(config)) {
      throw new IOException(
          network.path()
              + " was trained in another way than the networks beside it, expected another seed"
              + " alone");
    }
    if (!network.progress().finished()) {
      throw new IOException(
          network.path() + " is not trained to its end; go on with it, or delete it to do without");
    }
  }

  private static InferenceModel load(RunFolder run) throws IOException {
    if (!Files.exists(run.best())) {
      throw new IOException(run.best() + " is missing: the run has not finished its first epoch");
    }
    RunConfig config = run.config();
    Device device = Engine.getEngine("PyTorch").defaultDevice();
    try (SegmentationModel trained =
        SegmentationModel.create(config.model(), device, config.precision(), config.seed())) {
      trained.load(Safetensors.read(run.best()).tensors());
      return trained.freeze();
    } catch (IllegalArgumentException e) {
      throw new IOException(run.best() + ": " + e.getMessage(), e);
    }
  }
}
