package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellcount.data.CellDataset;
import org.cellcount.data.Split;
import org.cellcount.data.TrainingData;
import org.cellcount.experiment.ConfidenceFit;
import org.cellcount.experiment.CountTuner;
import org.cellcount.experiment.CrossValidation;
import org.cellcount.experiment.Holdout;
import org.cellcount.experiment.Report;
import org.cellcount.microscopy.ImageSelection;
import org.cellcount.predict.TrainedModel;
import org.cellcount.synthetic.FoundData;
import org.cellcount.target.CellMaps;
import org.cellcount.target.CompactModel;
import org.cellcount.target.Confidence;
import org.cellcount.target.ModelFolder;
import org.cellcount.train.EnsembleRun;
import org.cellcount.train.History;
import org.cellcount.train.PseudoLabels;
import org.cellcount.train.RunConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains networks, tunes their counting options and reports on images that neither has seen. */
@Command(
    name = "train",
    sortOptions = false,
    customSynopsis = "environment/train [OPTIONS]",
    description = {
      "Trains a network without a notebook, tunes how its maps are counted and reports on images that"
          + " neither has seen. Running it again goes on where it stopped."
    },
    footer = {
      "",
      "Of names, only letters and digits count: bce_dice is BCE + Dice.",
      "",
      "environment/train                                    the counting preset on the data found",
      "environment/train --output results/mine --epochs 40  some settings of your own",
      "environment/train --all --output results/final       hold nothing back for the report",
      "environment/train --networks 5 --epochs 15           five networks: slower, more exact",
      "environment/train --from pretrained --data mine/     the library's model, fitted to your images",
      "environment/train --preset general --folds 5 --data bbbc038.zip",
      "                                                     the library's model once more, tested"
    })
public final class Train extends ShellCommand {
  private static final double VALIDATION_SHARE = 0.1;

  @Option(
      names = "--data",
      paramLabel = "FILE|FOLDER",
      description =
          "a train_data.npz, or a folder of images with labels (see check-data); default: "
              + FoundData.VARIABLE
              + ", data/ or synthetic cells")
  private Path source;

  @Option(
      names = "--channel",
      paramLabel = "NUMBER|NAME",
      description = "the channel to train on, of images in a folder that have several")
  private String channel;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "results/model",
      description = "where the model goes; default ${DEFAULT-VALUE}")
  private Path output;

  @Option(
      names = "--compact",
      paramLabel = "FOLDER",
      description =
          "then writes the model there once more, for counting alone and as small as the one that"
              + " comes with the library: 16 bits a weight, no channel that nothing hears")
  private Path compact;

  @Option(names = "--all", description = "train on every image but a tenth to validate on")
  private boolean all;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description =
          "before that, for each of N parts of the microscope images train a network without it, and"
              + " test it there; the model is then trained as with --all")
  private Integer folds;

  @Option(
      names = "--networks",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "networks of seeds one apart, one after another into the same folder; more can be added"
              + " later; default ${DEFAULT-VALUE}")
  private Integer networks;

  @Mixin RunOptions run;

  /** See {@code environment/train --help}. */
  public static void main(String[] arguments) {
    run(new Train(), arguments);
  }

  @Override
  void work() throws IOException {
    RunConfig config = run.config();
    if (networks < 1) {
      throw wrong("--networks", networks + ", expected 1 or more");
    }
    if (compact != null) {
      CompactModel.requireFree(new ModelFolder(compact));
    }
    TrainingData data = data();
    CellDataset images = data.images();
    checkSources(images);
    Optional<Confidence> sure = Optional.empty();
    if (folds != null) {
      all = true;
      CrossValidation parts = crossValidation(config, data);
      if (!crossValidate(parts, config, data)) {
        return;
      }
      sure = parts.confidence();
    }
    Split crops;
    CellDataset test;
    String heading;
    if (all) {
      crops = images.split(VALIDATION_SHARE, config.seed());
      test = crops.validation();
      heading =
          "on the validation images, which "
              + (config.start().isRandom()
                  ? "the counting options were tuned on:"
                  : "were not learned from:");
    } else {
      Holdout parts = Holdout.of(images, config.seed());
      crops = parts.learning();
      test = parts.test();
      heading = "on test images, which nothing was chosen on:";
    }
    train(config, data.learning(crops, config.augmentation()), test, heading, sure);
  }

  /** Trains and tests without each fold; false if it was stopped. */
  private boolean crossValidate(CrossValidation parts, RunConfig config, TrainingData data)
      throws IOException {
    for (int fold = 0; fold < folds; fold++) {
      String name = "fold " + (fold + 1);
      Path where = output.resolve("folds").resolve("fold-" + (fold + 1));
      Split crops = parts.learning(fold).split(VALIDATION_SHARE, config.seed());
      Split learning = data.learning(crops, config.augmentation());
      List<History> histories =
          new EnsembleRun(config, 1, learning, where)
              .run(n -> new TrainingLines(out(), name + ", "));
      if (!histories.get(0).finished()) {
        out().printf("%nstopped; the same command goes on from here%n");
        return false;
      }
      try (TrainedModel model = TrainedModel.load(where)) {
        parts.add(fold, model);
      }
    }
    out().println("each part counted by the network that had not seen it:");
    out().println(parts.table().printAll());
    return true;
  }

  private CrossValidation crossValidation(RunConfig config, TrainingData data) {
    try {
      return new CrossValidation(data.images(), data.fields(), folds, config.seed());
    } catch (IllegalArgumentException e) {
      throw wrong("--folds", e.getMessage());
    }
  }

  /** A microscope image that is learned from tells nothing about how others are counted. */
  private void checkSources(CellDataset images) {
    long sources = IntStream.range(0, images.size()).map(images::group).distinct().count();
    int needed = all ? 2 : 3;
    if (sources < needed) {
      throw new IllegalArgumentException(
          images.name()
              + " holds "
              + sources
              + " microscope image"
              + (sources == 1 ? "" : "s")
              + ", expected at least "
              + needed
              + ": to train on, to validate on"
              + (all ? "" : " and to test on (2 do with --all)"));
    }
  }

  private TrainingData data() throws IOException {
    ImageSelection selection =
        channel == null ? ImageSelection.NONE : ImageSelection.NONE.withChannel(channel);
    if (source != null) {
      TrainingData data = TrainingData.read(source, selection);
      data.leftOut().forEach(left -> out().println("left out: " + left));
      return data;
    }
    if (channel != null) {
      throw refused("option '--channel' needs --data with a folder of images");
    }
    FoundData found = FoundData.find();
    out().println(found.origin());
    return TrainingData.of(found.train());
  }

  private void train(
      RunConfig config, Split images, CellDataset test, String heading, Optional<Confidence> sure)
      throws IOException {
    boolean labels = !config.target().needsLabels() || images.training().hasLabels();
    if (!labels) {
      out()
          .println(
              "without labels: the cells to learn from are cut out of the masks by their shape");
    }
    Split learning = labels ? images : PseudoLabels.addTo(images);
    List<History> histories = fit(config, learning);
    if (!histories.get(histories.size() - 1).finished()) {
      out().printf("%nstopped; the same command goes on from here%n");
      return;
    }
    report(config, histories);
    if (config.start().isRandom()) {
      tune(learning.validation());
    } else {
      out().println("counted as by the model that it started from");
    }
    try (TrainedModel model = TrainedModel.load(output)) {
      Optional<Confidence> known = sure.or(() -> learned(model, images.validation()));
      if (known.isPresent()) {
        known.get().write(new ModelFolder(output));
      }
      out().println(heading);
      out().println(Report.of(model, test).toText());
    }
    out().println("model folder: " + output);
    if (compact != null) {
      CompactModel.write(new ModelFolder(output), new ModelFolder(compact));
      out().println("for counting alone: " + compact);
    }
  }

  /** How sure the model may be by its validation images, if they tell. */
  private static Optional<Confidence> learned(TrainedModel model, CellDataset validation) {
    if (!validation.hasLabels()) {
      return Optional.empty();
    }
    ConfidenceFit fit = new ConfidenceFit();
    List<CellMaps> maps = model.predictAll(validation.images());
    for (int i = 0; i < maps.size(); i++) {
      fit.add(
          maps.get(i), model.counting().result(maps.get(i)), validation.labels(i).orElseThrow());
    }
    return fit.enough() ? Optional.of(fit.fit()) : Optional.empty();
  }

  private List<History> fit(RunConfig config, Split learning) throws IOException {
    out()
        .printf(
            "%s, %s: %d images to train on, %d to validate on%n",
            config.label(),
            networks == 1 ? "one network" : networks + " networks",
            learning.training().size(),
            learning.validation().size());
    return new EnsembleRun(config, networks, learning, output)
        .run(n -> new TrainingLines(out(), networks == 1 ? "" : "network " + n + ", "));
  }

  private void report(RunConfig config, List<History> histories) {
    out()
        .printf(
            Locale.ROOT,
            "trained in %.0f s; weights of epoch %s%n",
            histories.stream().mapToDouble(History::seconds).sum(),
            histories.stream()
                .map(history -> String.valueOf(config.schedule().kept(history).epoch()))
                .collect(Collectors.joining(", ")));
  }

  /** Stores the options that count the validation images best. */
  private void tune(CellDataset validation) throws IOException {
    CountTuner.Tuned tuned = CountTuner.tuneRun(output, validation);
    out()
        .printf(
            Locale.ROOT,
            "counting options tuned on %d validation images: MAE %.3f -> %.3f (%d tried)%n",
            validation.size(),
            tuned.maeBefore(),
            tuned.mae(),
            tuned.tried());
  }
}
