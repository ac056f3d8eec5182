package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.CellDataset;
import org.cellcount.data.NpzDataset;
import org.cellcount.data.Split;
import org.cellcount.experiment.CountTuner;
import org.cellcount.experiment.Holdout;
import org.cellcount.experiment.Report;
import org.cellcount.image.Normalisation;
import org.cellcount.loss.Loss;
import org.cellcount.model.Network;
import org.cellcount.ops.Precision;
import org.cellcount.predict.TrainedModel;
import org.cellcount.synthetic.FoundData;
import org.cellcount.target.Target;
import org.cellcount.train.EnsembleRun;
import org.cellcount.train.History;
import org.cellcount.train.PseudoLabels;
import org.cellcount.train.RunConfig;
import org.cellcount.train.Schedule;
import org.cellcount.train.TrainingException;
import org.cellcount.train.TrainingProgress;

/** Trains a network, tunes its counting options and reports on images that neither has seen. */
public final class Train {
  private static final List<String> OPTIONS =
      List.of(
          "preset",
          "data",
          "output",
          "networks",
          "model",
          "base",
          "target",
          "loss",
          "augmentation",
          "normalisation",
          "epochs",
          "batch",
          "learning-rate",
          "schedule",
          "precision",
          "seed");

  /** Whether somebody watches, so that a line may be written over and over. */
  private static final boolean LIVE = Boolean.getBoolean("cellcount.terminal");

  private Train() {}

  /** See {@code environment/train --help}. */
  public static void main(String[] args) {
    try {
      run(new Arguments(args, OPTIONS, List.of("all")));
    } catch (IOException | IllegalArgumentException | TrainingException e) {
      System.err.println("train: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Arguments arguments) throws IOException {
    RunConfig config = config(arguments);
    Path output = Path.of(arguments.get("output").orElse("results/model"));
    CellDataset data = data(arguments);
    Split learning;
    CellDataset test;
    if (arguments.has("all")) {
      learning = data.split(0.1, config.seed());
      test = learning.validation();
    } else {
      Holdout holdout = Holdout.of(data, config.seed());
      learning = holdout.learning();
      test = holdout.test();
    }
    if (config.target().needsLabels()) {
      learning = PseudoLabels.addTo(learning);
    }
    int networks = arguments.get("networks", Integer::valueOf).orElse(1);
    System.out.printf(
        "%s, %s: %d images to train on, %d to validate on%n",
        config.label(),
        networks == 1 ? "one network" : networks + " networks",
        learning.training().size(),
        learning.validation().size());
    List<History> histories =
        new EnsembleRun(config, networks, learning, output)
            .run(
                number ->
                    networks == 1 ? p -> print("", p) : p -> print("network " + number + ", ", p));
    if (!histories.get(histories.size() - 1).finished()) {
      System.out.printf("%nstopped; the same command goes on from here%n");
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "trained in %.0f s; best epoch %s%n",
        histories.stream().mapToDouble(History::seconds).sum(),
        histories.stream()
            .map(history -> String.valueOf(history.best().epoch()))
            .collect(Collectors.joining(", ")));
    tune(output, learning.validation());
    try (TrainedModel model = TrainedModel.load(output)) {
      System.out.println(
          arguments.has("all")
              ? "on the validation images, which the counting options were tuned on:"
              : "on test images, which nothing was chosen on:");
      System.out.println(Report.of(model, test).toText());
    }
    System.out.println("model folder: " + output);
  }

  /** Stores the options that count the validation images best. */
  private static void tune(Path output, CellDataset validation) throws IOException {
    CountTuner.Tuned tuned = CountTuner.tuneRun(output, validation);
    System.out.printf(
        Locale.ROOT,
        "counting options tuned on %d validation images: MAE %.3f -> %.3f (%d tried)%n",
        validation.size(),
        tuned.maeBefore(),
        tuned.mae(),
        tuned.tried());
  }

  private static CellDataset data(Arguments arguments) throws IOException {
    if (arguments.has("data")) {
      return NpzDataset.read(Path.of(arguments.require("data")));
    }
    var found = FoundData.find();
    System.out.println(found.origin());
    return found.train();
  }

  private static RunConfig config(Arguments arguments) {
    RunConfig[] config = {RunConfig.preset(arguments.get("preset").orElse("counting"))};
    set(arguments, "model", Network::of, config, c -> n -> c.withNetwork(n.withBaseChannels(c.network().widths().get(0))));
    set(arguments, "base", Integer::valueOf, config, c -> c::withBaseChannels);
    set(arguments, "target", Target::of, config, c -> c::withTarget);
    set(arguments, "loss", Loss::of, config, c -> c::withLoss);
    set(arguments, "augmentation", Augmentation::of, config, c -> c::withAugmentation);
    set(arguments, "normalisation", Normalisation::of, config, c -> c::withNormalisation);
    set(arguments, "epochs", Integer::valueOf, config, c -> c::withEpochs);
    set(arguments, "batch", Integer::valueOf, config, c -> c::withBatchSize);
    set(arguments, "learning-rate", Double::valueOf, config, c -> c::withLearningRate);
    set(arguments, "schedule", Schedule::of, config, c -> c::withSchedule);
    set(arguments, "precision", Precision::of, config, c -> c::withPrecision);
    set(arguments, "seed", Long::valueOf, config, c -> c::withSeed);
    return config[0];
  }

  private static <T> void set(
      Arguments arguments,
      String name,
      Function<String, T> parse,
      RunConfig[] config,
      Function<RunConfig, Function<T, RunConfig>> with) {
    arguments.ifGiven(name, parse, value -> config[0] = with.apply(config[0]).apply(value));
  }

  private static void print(String network, TrainingProgress p) {
    if (p.epochEnded()) {
      History.Epoch e = p.history().last();
      System.out.printf(
          Locale.ROOT,
          "%s%sepoch %3d/%d  loss %.4f  validation %.4f  Dice %.4f  MAE %.2f, separated %.2f"
              + "  %.0f s, waiting %.1f %%%s%n",
          LIVE ? "\r" : "",
          network,
          e.epoch(),
          p.history().planned(),
          e.trainLoss(),
          e.validationLoss(),
          e.dice(),
          e.countMae(),
          e.countMaeSeparated(),
          e.seconds(),
          100 * e.waitingShare(),
          e.skippedSteps() == 0 ? "" : ", " + e.skippedSteps() + " steps skipped");
    } else if (LIVE) {
      System.out.printf(
          Locale.ROOT,
          "\r%sepoch %3d  batch %d/%d  loss %.4f  %.0f images/s ",
          network,
          p.epoch(),
          p.batch(),
          p.batches(),
          p.loss(),
          p.imagesPerSecond());
    }
  }
}
