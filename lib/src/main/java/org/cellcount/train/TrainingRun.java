package org.cellcount.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cellcount.augment.AugmentationPreset;
import org.cellcount.base.AtomicFiles;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.FusedAdam;
import org.cellcount.ops.TorchRuntime;
import org.cellcount.safetensors.Safetensors;
import org.cellcount.target.Target;
import org.cellcount.target.TargetLoss;

/**
 * Trains one network, saving after every epoch. {@link #run} may be called again after an
 * interruption, an error or a kill, also in a new process: it goes on from the last complete epoch
 * and ends with the same history and weights as a run that was never stopped.
 */
public final class TrainingRun {
  /**
   * The losses are of the order of one, and so are their gradients. One of this length is an
   * accident of arithmetic; Adam would remember it for a thousand steps.
   */
  private static final double LONGEST_GRADIENT = 1000;

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
   * @throws IllegalArgumentException if the target needs labels and the data has none
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
    this.folder.claim(config, data);
    this.training = data.training().mapImages(config.normalisation()::apply);
    this.validation = data.validation().mapImages(config.normalisation()::apply);
    this.device = Engine.getEngine("PyTorch").defaultDevice();
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
                config.augmentation().chain(),
                config.target(),
                config.batchSize(),
                true,
                config.seed(),
                workers);
        BatchPipeline checks =
            new BatchPipeline(
                validation,
                AugmentationPreset.NONE.chain(),
                config.target(),
                config.batchSize(),
                false,
                0,
                workers)) {
      return new Loop(model, adam, batches, checks, listener).run();
    }
  }

  /** The state of a run under way. */
  private final class Loop {
    private final SegmentationModel model;
    private final FusedAdam adam;
    private final BatchPipeline batches;
    private final BatchPipeline checks;
    private final Consumer<TrainingProgress> listener;
    private final TargetLoss loss = new TargetLoss(config.loss(), config.target());
    private final List<History.Epoch> epochs = new ArrayList<>();
    private int skippedSteps;
    private Plateau plateau = Plateau.start(config.learningRate());

    Loop(
        SegmentationModel model,
        FusedAdam adam,
        BatchPipeline batches,
        BatchPipeline checks,
        Consumer<TrainingProgress> listener) {
      this.model = model;
      this.adam = adam;
      this.batches = batches;
      this.checks = checks;
      this.listener = listener;
    }

    History run() throws IOException {
      if (Files.exists(folder.last())) {
        goOn(Checkpoint.read(folder.last()));
      }
      for (int epoch = epochs.size() + 1; epoch <= config.epochs(); epoch++) {
        if (!oneEpoch(epoch)) {
          break;
        }
      }
      return history();
    }

    private void goOn(Checkpoint checkpoint) throws IOException {
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
      skippedSteps = 0;
      double[] sum = new double[2];
      int[] done = new int[1];
      boolean complete =
          batches.forEachBatch(
              epoch,
              batch -> {
                double value = step(batch, epoch, done[0]);
                sum[0] += value * batch.size;
                sum[1] += batch.size;
                done[0]++;
                double seconds = (System.nanoTime() - start) / 1e9;
                tell(epoch, done[0], sum[0] / sum[1], sum[1] / seconds, false);
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
              skippedSteps));
      save();
      tell(epoch, batches.batches(), trainLoss, sum[1] / seconds, true);
      return true;
    }

    private void tell(int epoch, int batch, double mean, double imagesPerSecond, boolean ended) {
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

    private double step(BatchPipeline.Batch batch, int epoch, int number) {
      try (NDManager manager = NDManager.newBaseManager(device, "PyTorch")) {
        double value;
        try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
          NDArray logits = model.forward(images(manager, batch), true);
          NDArray mean = loss(manager, logits, batch);
          value = mean.getFloat();
          checkFinite(value, epoch, "step " + (number + 1));
          TorchRuntime.backward(gradients, mean);
        }
        if (adam.gradientNorm() <= LONGEST_GRADIENT) {
          adam.step(learningRate(epoch, number), config.weightDecay());
        } else {
          adam.zeroGradients();
          skippedSteps++;
        }
        return value;
      }
    }

    private void validate(BatchPipeline.Batch batch, Validation result) {
      try (NDManager manager = NDManager.newBaseManager(device, "PyTorch")) {
        NDArray logits = model.forward(images(manager, batch), false);
        float value = loss(manager, logits, batch).getFloat();
        checkFinite(value, epochs.size() + 1, "validation");
        result.add(value, logits.toFloatArray(), batch.size);
      }
    }

    private void checkFinite(double value, int epoch, String where) {
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
      return tensor(manager, batch.images, batch.size, 1);
    }

    private NDArray loss(NDManager manager, NDArray logits, BatchPipeline.Batch batch) {
      NDArray targets = tensor(manager, batch.targets, batch.size, config.target().channels());
      NDArray weights =
          config.target() == Target.BORDER_WEIGHTS
              ? tensor(manager, batch.weights, batch.size, 1)
              : null;
      return loss.evaluate(logits, targets, weights);
    }

    private NDArray tensor(NDManager manager, ByteBuffer buffer, int size, int channels) {
      Shape shape = new Shape(size, channels, training.height(), training.width());
      ByteBuffer part = buffer.duplicate().order(buffer.order()).clear();
      part.limit((int) shape.size() * Float.BYTES);
      return manager.create(part, shape, DataType.FLOAT32);
    }

    /** The best weights first: a kill in between repeats the epoch and writes them again. */
    private void save() throws IOException {
      History history = history();
      if (history.best().epoch() == history.last().epoch()) {
        Safetensors.write(folder.best(), model.stateDict(), Map.of());
      }
      new Checkpoint(model.stateDict(), adam.stateDict(), plateau, history).write(folder.last());
      byte[] csv = history.toCsv().getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(folder.history(), out -> out.write(csv));
    }
  }
}
