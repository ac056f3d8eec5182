package org.cellcount.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cellcount.data.CellDataset;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.FusedAdam;
import org.cellcount.ops.TorchRuntime;
import org.cellcount.target.ModelFolder;

/** The epochs of a run under way. */
final class TrainingLoop {
  private final RunConfig config;
  private final RunFolder folder;
  private final SegmentationModel model;
  private final FusedAdam adam;
  private final TrainingStep step;
  private final BatchPipeline batches;
  private final BatchPipeline checks;
  private final CellDataset validation;
  private final Consumer<TrainingProgress> listener;
  private final List<History.Epoch> epochs = new ArrayList<>();
  private Plateau plateau;

  /**
   * A loop at the run's beginning.
   *
   * @param batches augmented training images
   * @param checks the validation images as they are
   * @param listener told after every batch and every epoch
   */
  TrainingLoop(
      RunConfig config,
      RunFolder folder,
      SegmentationModel model,
      FusedAdam adam,
      BatchPipeline batches,
      BatchPipeline checks,
      CellDataset validation,
      Consumer<TrainingProgress> listener) {
    this.config = config;
    this.folder = folder;
    this.model = model;
    this.adam = adam;
    this.step = new TrainingStep(x -> model.forward(x, true), this::loss, adam);
    this.batches = batches;
    this.checks = checks;
    this.validation = validation;
    this.listener = listener;
    this.plateau = Plateau.start(config.learningRate());
  }

  /** Goes on from the last checkpoint, if there is one, to the end or an interruption. */
  History run() throws IOException {
    if (Files.exists(folder.last())) {
      resume(Checkpoint.read(folder.last(), model.config()));
    } else {
      config.start().load(model);
    }
    for (int epoch = epochs.size() + 1; epoch <= config.epochs(); epoch++) {
      if (!oneEpoch(epoch)) {
        break;
      }
    }
    return history();
  }

  private void resume(Checkpoint checkpoint) throws IOException {
    try {
      model.load(checkpoint.model());
      adam.load(checkpoint.optimizer());
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.last() + ": " + e.getMessage(), e);
    }
    plateau = checkpoint.plateau();
    epochs.addAll(checkpoint.history().epochs());
  }

  private History history() {
    return new History(epochs, config.epochs());
  }

  /** Trains, validates and saves one epoch; false if interrupted before it was complete. */
  private boolean oneEpoch(int epoch) throws IOException {
    long start = System.nanoTime();
    long waited = batches.waitedNanos();
    double[] sum = new double[2];
    int[] done = new int[1];
    boolean complete =
        batches.forEachBatch(
            epoch,
            batch -> {
              double value = train(batch, epoch, done[0]);
              sum[0] += value * batch.size;
              sum[1] += batch.size;
              done[0]++;
              double seconds = (System.nanoTime() - start) / 1e9;
              report(epoch, done[0], sum[0] / sum[1], sum[1] / seconds, false);
            });
    double seconds = (System.nanoTime() - start) / 1e9;
    double waitingShare = (batches.waitedNanos() - waited) / 1e9 / seconds;
    if (!complete) {
      return false;
    }
    Validation result = new Validation(validation, config);
    if (!checks.forEachBatch(0, batch -> validate(batch, result))) {
      return false;
    }
    double trainLoss = sum[0] / sum[1];
    plateau = plateau.after(result.loss(), RunConfig.PLATEAU_FACTOR, RunConfig.PLATEAU_PATIENCE);
    epochs.add(
        result.epoch(
            epoch,
            learningRate(epoch, batches.batches()),
            trainLoss,
            (System.nanoTime() - start) / 1e9,
            waitingShare,
            step.takeSkipped()));
    save();
    report(epoch, batches.batches(), trainLoss, sum[1] / seconds, true);
    return true;
  }

  private void report(int epoch, int batch, double mean, double imagesPerSecond, boolean ended) {
    listener.accept(
        new TrainingProgress(
            epoch, batch, batches.batches(), mean, imagesPerSecond, ended, history()));
  }

  /** The rate of a batch; batches count from 0, epochs from 1. */
  private double learningRate(int epoch, int batch) {
    if (config.schedule() == Schedule.PLATEAU) {
      return plateau.learningRate();
    }
    double steps = (double) (epoch - 1) * batches.batches() + batch;
    return config.learningRate()
        * Schedule.cosine(steps / ((double) config.epochs() * batches.batches()));
  }

  private double train(BatchPipeline.Batch batch, int epoch, int number) {
    try (NDManager manager = TorchRuntime.manager(model.device())) {
      double value =
          step.take(
              images(manager, batch),
              drawn(manager, batch),
              learningRate(epoch, number),
              config.weightDecay());
      checkFinite(value, epoch, "step " + (number + 1));
      return value;
    }
  }

  private void validate(BatchPipeline.Batch batch, Validation result) {
    try (NDManager manager = TorchRuntime.manager(model.device())) {
      NDArray logits = model.forward(images(manager, batch), false);
      float value = loss(logits, drawn(manager, batch)).getFloat();
      checkFinite(value, epochs.size() + 1, "validation");
      result.add(value, logits.toFloatArray(), batch.size);
    }
  }

  private NDArray loss(NDArray logits, NDArray drawn) {
    return config.target().loss(config.loss(), logits, drawn);
  }

  private static void checkFinite(double value, int epoch, String where) {
    if (!Double.isFinite(value)) {
      throw new TrainingException(
          "loss is "
              + value
              + " at epoch "
              + epoch
              + ", "
              + where
              + "; the checkpoint of epoch "
              + (epoch - 1)
              + " is kept. A lower learning rate usually helps");
    }
  }

  private NDArray images(NDManager manager, BatchPipeline.Batch batch) {
    return tensor(manager, batch, batch.images, 1);
  }

  private NDArray drawn(NDManager manager, BatchPipeline.Batch batch) {
    return tensor(manager, batch, batch.drawn, config.target().drawnMaps());
  }

  private static NDArray tensor(
      NDManager manager, BatchPipeline.Batch batch, ByteBuffer buffer, int channels) {
    Shape shape = new Shape(batch.size, channels, batch.height, batch.width);
    ByteBuffer part = buffer.duplicate().order(buffer.order()).clear();
    part.limit((int) shape.size() * Float.BYTES);
    return manager.create(part, shape, DataType.FLOAT32);
  }

  /** The weights to keep first: a kill in between repeats the epoch and writes them again. */
  private void save() throws IOException {
    History history = history();
    if (config.schedule().kept(history).epoch() == history.last().epoch()) {
      folder.model().writeBest(model);
    }
    new Checkpoint(model.stateDict(), adam.stateDict(), plateau, history)
        .write(folder.last(), ModelFolder.stamp(model.config()));
    history.write(folder.history());
  }
}
