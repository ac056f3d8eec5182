package org.cellcount.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.cellcount.augment.Augmentation;
import org.cellcount.image.Normalisation;
import org.cellcount.loss.Loss;
import org.cellcount.model.Network;
import org.cellcount.ops.Precision;
import org.cellcount.target.Pretrained;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;
import org.cellcount.train.Schedule;
import org.cellcount.train.Start;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that decide how a run goes: a preset, and what is changed of it. */
final class RunOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      converter = Choice.Presets.class,
      completionCandidates = Choice.Presets.class,
      description =
          "settings to begin with, which the options below change: ${COMPLETION-CANDIDATES}; default"
              + " counting")
  private RunConfig preset;

  @Option(
      names = "--from",
      paramLabel = "pretrained|FOLDER",
      description =
          "fit a trained model to the data, the one that comes with the library or one of your own:"
              + " its network, target, normalisation and way of counting")
  private Path from;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      converter = Choice.Networks.class,
      completionCandidates = Choice.Networks.class,
      description = "network: ${COMPLETION-CANDIDATES}; as wide as the preset's")
  private Network network;

  @Option(
      names = "--base",
      paramLabel = "CHANNELS",
      description = "width of the network: channels of its first level")
  private Integer base;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      converter = Choice.Targets.class,
      completionCandidates = Choice.Targets.class,
      description = "what it learns: ${COMPLETION-CANDIDATES}")
  private Target target;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      converter = Choice.Losses.class,
      completionCandidates = Choice.Losses.class,
      description = "what it is told to make small: ${COMPLETION-CANDIDATES}")
  private Loss loss;

  @Option(
      names = "--augmentation",
      paramLabel = "NAME",
      converter = Choice.Augmentations.class,
      completionCandidates = Choice.Augmentations.class,
      description = "random changes made to training images: ${COMPLETION-CANDIDATES}")
  private Augmentation augmentation;

  @Option(
      names = "--normalisation",
      paramLabel = "NAME",
      converter = Choice.Normalisations.class,
      completionCandidates = Choice.Normalisations.class,
      description = "what is done to every image before: ${COMPLETION-CANDIDATES}")
  private Normalisation normalisation;

  @Option(names = "--epochs", paramLabel = "N", description = "passes over the training images")
  private Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "images a step")
  private Integer batch;

  @Option(names = "--learning-rate", paramLabel = "X", description = "Adam's, before the schedule")
  private Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = Choice.Schedules.class,
      completionCandidates = Choice.Schedules.class,
      description = "how the learning rate moves: ${COMPLETION-CANDIDATES}")
  private Schedule schedule;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      converter = Choice.Precisions.class,
      completionCandidates = Choice.Precisions.class,
      description = "number format of the activations: ${COMPLETION-CANDIDATES}")
  private Precision precision;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "draws the first weights, the augmentation and the images that are held back")
  private Long seed;

  /**
   * The preset, or the model to start from, with the options that were given.
   *
   * @throws picocli.CommandLine.ParameterException if a value is out of its range
   * @throws IOException if the model cannot be read
   */
  RunConfig config() throws IOException {
    Change change = new Change(begin(), command);
    change.by("--model", network, RunOptions::withNetwork);
    change.by("--base", base, RunConfig::withBaseChannels);
    change.by("--target", target, RunConfig::withTarget);
    change.by("--loss", loss, RunConfig::withLoss);
    change.by("--augmentation", augmentation, RunConfig::withAugmentation);
    change.by("--normalisation", normalisation, RunConfig::withNormalisation);
    change.by("--epochs", epochs, RunConfig::withEpochs);
    change.by("--batch", batch, RunConfig::withBatchSize);
    change.by("--learning-rate", learningRate, RunConfig::withLearningRate);
    change.by("--schedule", schedule, RunConfig::withSchedule);
    change.by("--precision", precision, RunConfig::withPrecision);
    change.by("--seed", seed, RunConfig::withSeed);
    return change.config;
  }

  private RunConfig begin() throws IOException {
    if (from == null) {
      return preset == null ? RunConfig.counting() : preset;
    }
    if (preset != null) {
      throw ShellCommand.wrong(
          command, "--preset", "--from has settings of its own, expected one of the two");
    }
    boolean ours = from.toString().equals(Pretrained.NAME);
    return RunConfig.fineTuning(ours ? Start.pretrained() : Start.of(from));
  }

  /** Another network of the width that the one there has. */
  private static RunConfig withNetwork(RunConfig config, Network network) {
    return config.withNetwork(network.withBaseChannels(config.network().widths().get(0)));
  }

  /** A configuration under change. */
  private static final class Change {
    private final CommandSpec command;
    private RunConfig config;

    Change(RunConfig config, CommandSpec command) {
      this.config = config;
      this.command = command;
    }

    <T> void by(String option, T value, BiFunction<RunConfig, T, RunConfig> with) {
      if (value == null) {
        return;
      }
      try {
        config = with.apply(config, value);
      } catch (IllegalArgumentException e) {
        throw ShellCommand.wrong(command, option, e.getMessage());
      }
    }
  }
}
