package org.cellcount.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellcount.augment.Augmentation;
import org.cellcount.base.Json;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.image.GrayImage;
import org.cellcount.loss.Loss;
import org.cellcount.model.DjlNetwork;
import org.cellcount.model.InferenceModel;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.Network;
import org.cellcount.model.SegmentationModel;
import org.cellcount.ops.HostTensor;
import org.cellcount.ops.Precision;
import org.cellcount.predict.TrainedModel;
import org.cellcount.synthetic.SyntheticCells;
import org.cellcount.target.Pretrained;
import org.cellcount.testing.MemoryUse;
import org.cellcount.testing.Own;
import org.cellcount.train.History;
import org.cellcount.train.RunConfig;
import org.cellcount.train.TrainingProgress;
import org.cellcount.train.TrainingRun;

/**
 * Times one network on 128x128 images and prints the figures as a line of JSON. {@code
 * environment/bench} starts each measurement in a process of its own, so that none inherits the
 * memory or the compiled code of another.
 */
public final class NetworkBenchmark {
  private static final int IMAGES = 2000;
  private static final int GROWTH_STEPS = 200;

  private NetworkBenchmark() {}

  /**
   * {@code train|bare|predict|count <architecture> <base> <precision> <batch> <repetitions>}, where
   * the architecture {@code djl} is a U-Net of three levels in plain DJL; or {@code pretrained
   * <side> <images> <repetitions>}: the library's own model on square images.
   */
  public static void main(String[] args) throws IOException {
    if (args[0].equals(Pretrained.NAME)) {
      System.out.println(Json.tree(pretrained(numbers(args))));
      return;
    }
    RunConfig config =
        RunConfig.published()
            .withNetwork(network(args[1], Integer.parseInt(args[2])))
            .withPrecision(Precision.of(args[3]))
            .withBatchSize(Integer.parseInt(args[4]))
            .withAugmentation(Augmentation.FULL);
    int repetitions = Integer.parseInt(args[5]);
    Map<String, Double> figures =
        switch (args[0]) {
          case "train" -> train(config, repetitions);
          case "bare" -> bare(config, repetitions);
          case "predict" -> predict(config, repetitions);
          case "count" -> count(config, repetitions);
          default -> throw new IllegalArgumentException("no measurement is called " + args[0]);
        };
    System.out.println(Json.tree(figures));
  }

  private static int[] numbers(String[] args) {
    return Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
  }

  /** Seconds to count images, each of side x side pixels laid with synthetic cells. */
  private static Map<String, Double> pretrained(int[] sideImagesRepetitions) throws IOException {
    int side = sideImagesRepetitions[0];
    CellDataset cells = SyntheticCells.generate(sideImagesRepetitions[1], 1);
    List<GrayImage> images =
        cells.images().stream().map(image -> image.window(0, 0, side, side)).toList();
    try (TrainedModel model = TrainedModel.pretrained()) {
      Runnable work =
          images.size() == 1
              ? () -> model.count(images.get(0))
              : () -> model.countAll(images, done -> {});
      return Map.of("seconds", median(sideImagesRepetitions[2], work));
    }
  }

  private static Network network(String name, int base) {
    return name.equals("djl")
        ? new DjlNetwork("djl", outputs -> Own.unet(base, outputs))
        : Network.of(name).withBaseChannels(base);
  }

  /** Seconds of a training step of a block of DJL's in DJL's own trainer, without anything else. */
  private static Map<String, Double> bare(RunConfig config, int steps) {
    List<GrayImage> images = SyntheticCells.generate(config.batchSize(), 1).images();
    HostTensor batch = HostTensor.ofImages(images);
    DefaultTrainingConfig training =
        new DefaultTrainingConfig(ai.djl.training.loss.Loss.l2Loss())
            .optDevices(new Device[] {Device.cpu()})
            .optOptimizer(Optimizer.adam().build());
    try (Model model = Model.newInstance("bare", Device.cpu(), "PyTorch")) {
      model.setBlock(((DjlNetwork) config.network()).blocks().apply(1));
      try (Trainer trainer = model.newTrainer(training)) {
        trainer.initialize(batch.shape());
        return Map.of("seconds", median(steps, () -> step(trainer, batch, config.loss())));
      }
    }
  }

  private static void step(Trainer trainer, HostTensor batch, Loss function) {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDArray x = manager.create(batch.values(), batch.shape());
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDArray logits = trainer.forward(new NDList(x)).singletonOrThrow();
        NDArray loss = function.evaluate(logits, x);
        loss.getFloat();
        gradients.backward(loss);
      }
      trainer.step();
    }
  }

  /**
   * Seconds of a training step with all that belongs to it, the median after two to warm up. After
   * a whole epoch also the share of it that was spent waiting for batches; after enough steps also
   * the bytes by which the process grew over the last 200.
   */
  private static Map<String, Double> train(RunConfig config, int steps) throws IOException {
    CellDataset cells = SyntheticCells.generate(IMAGES + config.batchSize(), 1);
    Split split =
        new Split(subset(cells, 0, IMAGES), subset(cells, IMAGES, IMAGES + config.batchSize()));
    Steps watch = new Steps(2 + steps);
    History history = new TrainingRun(config, split, temporaryFolder()).run(watch::see);
    Thread.interrupted();
    Map<String, Double> figures = new TreeMap<>();
    figures.put("seconds", median(Arrays.copyOfRange(watch.seconds, 2, watch.done)));
    if (!history.epochs().isEmpty()) {
      figures.put("waiting", history.last().waitingShare());
    }
    if (steps > GROWTH_STEPS && MemoryUse.residentBytes().isPresent()) {
      long growth = watch.resident[steps + 1] - watch.resident[steps + 1 - GROWTH_STEPS];
      figures.put("growth", (double) growth);
    }
    return figures;
  }

  /** The steps of a run, which it ends after the last one wanted. */
  private static final class Steps {
    final double[] seconds;
    final long[] resident;
    int done;
    private long last = System.nanoTime();

    Steps(int wanted) {
      seconds = new double[wanted];
      resident = new long[wanted];
    }

    void see(TrainingProgress progress) {
      long now = System.nanoTime();
      // The first step of an epoch follows the validation of the one before.
      boolean comparable = !progress.epochEnded() && (progress.batch() > 1 || done == 0);
      if (comparable && done < seconds.length) {
        resident[done] = MemoryUse.residentBytes().orElse(0);
        seconds[done++] = (now - last) / 1e9;
      }
      last = System.nanoTime();
      if (done == seconds.length) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Seconds of one batch through the network alone. */
  private static Map<String, Double> predict(RunConfig config, int repetitions) {
    ModelConfig model = config.model();
    try (SegmentationModel network =
            SegmentationModel.create(model, Device.cpu(), config.precision(), 1);
        InferenceModel frozen = network.freeze()) {
      List<GrayImage> images = SyntheticCells.generate(config.batchSize(), 1).images();
      HostTensor batch = HostTensor.ofImages(images);
      return Map.of("seconds", median(repetitions, () -> frozen.logits(batch)));
    }
  }

  /** Seconds to count the cells of a batch of images from their pixels, on every core. */
  private static Map<String, Double> count(RunConfig config, int repetitions) throws IOException {
    CellDataset few = SyntheticCells.generate(config.batchSize(), 1);
    Path folder = temporaryFolder();
    new TrainingRun(
            config.withBatchSize(1).withEpochs(1),
            new Split(subset(few, 0, 1), subset(few, 1, 2)),
            folder)
        .run();
    try (TrainedModel model = TrainedModel.load(folder)) {
      return Map.of("seconds", median(repetitions, () -> model.countAll(few.images(), done -> {})));
    }
  }

  private static double median(int repetitions, Runnable work) {
    double[] seconds = new double[repetitions];
    for (int i = -2; i < repetitions; i++) {
      long start = System.nanoTime();
      work.run();
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    return median(seconds);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static CellDataset subset(CellDataset cells, int from, int to) {
    return cells.subset(IntStream.range(from, to).toArray());
  }

  private static Path temporaryFolder() throws IOException {
    Path folder = Files.createTempDirectory("cellcount");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    return folder;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      System.err.println(folder + " could not be removed: " + e);
    }
  }
}
