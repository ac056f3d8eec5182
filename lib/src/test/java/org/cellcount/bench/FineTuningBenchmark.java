package org.cellcount.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.Split;
import org.cellcount.image.GrayImage;
import org.cellcount.metric.Bootstrap;
import org.cellcount.metric.Interval;
import org.cellcount.predict.TrainedModel;
import org.cellcount.target.Pretrained;
import org.cellcount.train.RunConfig;
import org.cellcount.train.Start;
import org.cellcount.train.TrainingRun;

/**
 * What a handful of labelled crops of one kind of image is worth: the error of the count of a model
 * as it is, fitted to the crops, and of a network that begins with random weights, on crops of
 * other microscope images of that kind. Both learn for the same number of steps, the second at the
 * learning rate of the general preset.
 */
public final class FineTuningBenchmark {
  private static final int TEST_CROPS = 50;
  private static final long SEED = 1;

  private final CellDataset kind;
  private final int[] pool;
  private final CellDataset test;
  private final int steps;

  /**
   * Cuts the crops in two by microscope image.
   *
   * @param kind crops of one kind of image
   * @param steps that each network is trained
   */
  private FineTuningBenchmark(CellDataset kind, int steps) {
    this.kind = kind;
    this.steps = steps;
    List<Integer> groups =
        new ArrayList<>(
            IntStream.range(0, kind.size()).map(kind::group).distinct().boxed().toList());
    Collections.shuffle(groups, new Random(SEED));
    int wanted = Math.min(TEST_CROPS, kind.size() / 2);
    List<Integer> tested = new ArrayList<>();
    List<Integer> learned = new ArrayList<>();
    for (int group : groups) {
      List<Integer> part = tested.size() < wanted ? tested : learned;
      IntStream.range(0, kind.size()).filter(i -> kind.group(i) == group).forEach(part::add);
    }
    Collections.shuffle(learned, new Random(SEED));
    pool = learned.stream().mapToInt(Integer::intValue).toArray();
    test = kind.subset(tested.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * {@code <train_data.npz> <model folder|pretrained> <groups of one kind, 5,7,12, or all> <crops,
   * 5,20> <steps> <learning rate> <augmentation> [only] [dark]}; with {@code only}, no network
   * begins with random weights; with {@code dark}, the images are inverted: dark cells on a bright
   * ground.
   */
  public static void main(String[] args) throws IOException {
    CellDataset all = NpzDataset.read(Path.of(args[0]));
    boolean ours = args[1].equals(Pretrained.NAME);
    List<Integer> groups =
        args[2].equals("all")
            ? IntStream.range(0, all.size()).mapToObj(all::group).toList()
            : numbers(args[2]);
    List<String> flags = List.of(args).subList(7, args.length);
    int[] wanted =
        IntStream.range(0, all.size()).filter(i -> groups.contains(all.group(i))).toArray();
    CellDataset kind = all.subset(wanted);
    FineTuningBenchmark benchmark =
        new FineTuningBenchmark(
            flags.contains("dark") ? kind.mapImages(FineTuningBenchmark::inverted) : kind,
            Integer.parseInt(args[4]));
    System.out.printf(
        "%d crops to learn from, %d of other microscope images to test on%n",
        benchmark.pool.length, benchmark.test.size());
    try (TrainedModel model =
        ours ? TrainedModel.pretrained() : TrainedModel.load(Path.of(args[1]))) {
      benchmark.report("as it is", model);
    }
    RunConfig tuned =
        RunConfig.fineTuning(ours ? Start.pretrained() : Start.of(Path.of(args[1])))
            .withLearningRate(Double.parseDouble(args[5]))
            .withAugmentation(Augmentation.of(args[6]));
    RunConfig scratch =
        tuned.withStart(Start.RANDOM).withLearningRate(RunConfig.general().learningRate());
    for (int crops : numbers(args[3])) {
      benchmark.train(crops + " crops, fine-tuned", tuned, crops);
      if (!flags.contains("only")) {
        benchmark.train(crops + " crops, from nothing", scratch, crops);
      }
    }
  }

  private static GrayImage inverted(GrayImage image) {
    float[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 1 - pixels[i];
    }
    return new GrayImage(image.height(), image.width(), pixels);
  }

  private static List<Integer> numbers(String list) {
    return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
  }

  private void train(String name, RunConfig config, int crops) throws IOException {
    long start = System.nanoTime();
    CellDataset learned = kind.subset(Arrays.copyOf(pool, Math.min(crops, pool.length)));
    int each = (learned.size() + config.batchSize() - 1) / config.batchSize();
    Path folder = Files.createTempDirectory("fine-tuning");
    try {
      new TrainingRun(
              config.withEpochs((steps + each - 1) / each),
              new Split(learned, learned.first(1)),
              folder)
          .run();
      try (TrainedModel model = TrainedModel.load(folder)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        report(String.format(Locale.ROOT, "%s (%.0f s)", name, seconds), model);
      }
    } finally {
      delete(folder);
    }
  }

  private void report(String name, TrainedModel model) {
    int[] counts = model.countAll(test.images(), done -> {});
    int[] truth = test.trueCounts();
    double[] errors = new double[counts.length];
    double bias = 0;
    for (int i = 0; i < counts.length; i++) {
      errors[i] = Math.abs(counts[i] - truth[i]);
      bias += (double) (counts[i] - truth[i]) / counts.length;
    }
    int[] groups = IntStream.range(0, test.size()).map(test::group).toArray();
    Interval interval = Bootstrap.mean(errors, groups, SEED);
    double mae = Arrays.stream(errors).average().orElseThrow();
    System.out.printf(Locale.ROOT, "%-32s MAE %.2f %s, bias %+.2f%n", name, mae, interval, bias);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
