package org.cellcount.train;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.FusedAdam;
import org.cellcount.ops.TorchRuntime;

/**
 * Trains one network, saving after every epoch. {@link #run} may be called again after an
 * interruption, an error or a kill, also in a new process: it goes on from the last complete epoch
 * and ends with the same history and weights as a run that was never stopped.
 */
public final class TrainingRun {
  private final RunConfig config;
  private final CellDataset training;
  private final CellDataset validation;
  private final RunFolder folder;
  private final Device device;

  /**
   * A run in a folder, new or to be continued.
   *
   * @param config how to train
   * @param data what to train and validate on, intensities 0..1
   * @param folder where the run's files live; made if missing
   * @throws IOException if the folder cannot be written or holds another run
   * @throws IllegalArgumentException if the target needs labels and the data has none, or a part of
   *     the reader's own cannot be used, saying why
   */
  public TrainingRun(RunConfig config, Split data, Path folder) throws IOException {
    if (config.target().needsLabels() && !data.training().hasLabels()) {
      throw new IllegalArgumentException(
          "target '"
              + config.target().label()
              + "' needs the label of every cell, and "
              + data.training().name()
              + " has none: see PseudoLabels");
    }
    this.config = config;
    this.folder = new RunFolder(folder);
    this.device = TorchRuntime.engine().defaultDevice();
    this.folder.checkClaim(config, data);
    PartsCheck.check(config, data.training(), device);
    this.folder.claim(config, data);
    this.training = data.training().mapImages(config.normalisation()::begin);
    this.validation = data.validation().mapImages(config.normalisation()::apply);
  }

  /** Where the run's files live. */
  public RunFolder folder() {
    return folder;
  }

  /** Trains to the end without telling anyone; see {@link #run(Consumer)}. */
  public History run() throws IOException {
    return run(progress -> {});
  }

  /**
   * Trains until every epoch is done or the calling thread is interrupted, which is noticed within
   * one batch; what the epoch under way has learned is then lost, what the epochs before it have is
   * saved.
   *
   * @param listener told after every batch and every epoch, on the calling thread
   * @return the epochs done, {@link History#finished} if that is all of them
   * @throws IOException if a file cannot be written or read, naming it
   * @throws TrainingException if the loss is no longer a number; the last good checkpoint stays
   */
  public History run(Consumer<TrainingProgress> listener) throws IOException {
    int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    try (SegmentationModel model =
            SegmentationModel.create(config.model(), device, config.precision(), config.seed());
        FusedAdam adam = new FusedAdam(model.parameters());
        BatchPipeline batches =
            new BatchPipeline(
                training,
                config.augmentation(),
                config.normalisation()::finish,
                config.target(),
                config.batchSize(),
                true,
                config.seed(),
                workers);
        BatchPipeline checks =
            new BatchPipeline(
                validation,
                Augmentation.NONE,
                UnaryOperator.identity(),
                config.target(),
                config.batchSize(),
                false,
                0,
                workers)) {
      return new TrainingLoop(config, folder, model, adam, batches, checks, validation, listener)
          .run();
    }
  }
}
