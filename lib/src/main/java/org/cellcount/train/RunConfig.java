package org.cellcount.train;

import java.util.function.Consumer;
import org.cellcount.augment.Augmentation;
import org.cellcount.base.Names;
import org.cellcount.base.Require;
import org.cellcount.image.Normalisation;
import org.cellcount.loss.Loss;
import org.cellcount.model.ModelConfig;
import org.cellcount.model.Network;
import org.cellcount.model.UNet;
import org.cellcount.ops.Precision;
import org.cellcount.target.CountingMethod;
import org.cellcount.target.ModelSettings;
import org.cellcount.target.OwnParts;
import org.cellcount.target.Target;

/**
 * Everything that decides how a run goes, but the data. Two runs of equal configuration, data and
 * thread count give the same weights.
 *
 * @param network what is trained
 * @param target what it learns
 * @param loss the loss on the foreground channel
 * @param augmentation the random changes made to training images
 * @param normalisation what is done to every image before the network sees it
 * @param countingMethod how the cells are counted
 * @param epochs passes over the training images
 * @param batchSize images a step
 * @param learningRate Adam's, before the schedule
 * @param weightDecay L2 penalty added to the gradient
 * @param schedule how the learning rate moves
 * @param precision number format of the convolutions; a block of DJL's computes in 32-bit floats
 * @param start the weights it begins with; a model's bring their network, target, normalisation and
 *     way of counting with them
 * @param seed of random first weights, the order of the images and the augmentation
 */
public record RunConfig(
    Network network,
    Target target,
    Loss loss,
    Augmentation augmentation,
    Normalisation normalisation,
    CountingMethod countingMethod,
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    Schedule schedule,
    Precision precision,
    Start start,
    long seed) {

  /** What the learning rate is multiplied with on a plateau. */
  static final double PLATEAU_FACTOR = 0.5;

  /** How many epochs in a row may bring no better validation loss before the rate falls. */
  static final int PLATEAU_PATIENCE = 5;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException naming the value and what was expected, or the part of the
   *     reader's own that has the name of one of ours
   */
  public RunConfig {
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("batch size", batchSize, 1);
    Require.that(
        learningRate > 0 && learningRate < 10, "learning rate", learningRate, "above 0, below 10");
    Require.that(
        weightDecay >= 0 && weightDecay < 1, "weight decay", weightDecay, "0 or more, below 1");
    Require.present("network", network);
    Names.unambiguous("target", Require.present("target", target), Target.OURS);
    Names.unambiguous("loss", Require.present("loss", loss), Loss.OURS);
    Names.unambiguous(
        "augmentation", Require.present("augmentation", augmentation), Augmentation.OURS);
    Names.unambiguous(
        "way of counting", Require.present("way of counting", countingMethod), CountingMethod.OURS);
    if (!OwnParts.isOurs(network)) {
      Names.unambiguous("network", network, Network.OURS);
    }
    Require.present("normalisation", normalisation);
    Require.present("schedule", schedule);
    Require.present("precision", precision);
    Require.present("start", start).check(network, target, normalisation, countingMethod);
  }

  /**
   * The public project's defaults: U-Net of base 64, BCE + Dice, flips + rotation, 50 epochs of
   * batch 16, Adam at 1e-3, weight decay 1e-5.
   */
  public static RunConfig published() {
    return new RunConfig(
        UNet.PLAIN,
        Target.MASK,
        Loss.BCE_DICE,
        Augmentation.FLIPS_ROTATION,
        Normalisation.NONE,
        CountingMethod.STANDARD,
        50,
        16,
        1e-3,
        1e-5,
        Schedule.PLATEAU,
        Precision.AUTO,
        Start.RANDOM,
        42);
  }

  /** The public project's first entry: U-Net of base 32, BCE, no augmentation. */
  public static RunConfig baseline() {
    return published().withBaseChannels(32).withLoss(Loss.BCE).withAugmentation(Augmentation.NONE);
  }

  /** The public project's "attention" preset: 60 epochs at 5e-4 with the Tversky loss. */
  public static RunConfig attention() {
    return published()
        .withNetwork(UNet.ATTENTION)
        .withLoss(Loss.TVERSKY)
        .withEpochs(60)
        .withLearningRate(5e-4);
  }

  /** The public project's "lightweight" preset: base 32, 30 epochs of batch 32. */
  public static RunConfig lightweight() {
    return published().withBaseChannels(32).withEpochs(30).withBatchSize(32).withWeightDecay(1e-4);
  }

  /**
   * The configuration of this project for counting: a U-Net of base 16 that learns beside the
   * foreground what tells cells apart, flows, distance, centres and borders together, images
   * stretched to their own percentiles with dim cells lifted, augmentation that covers other
   * microscopes and a cosine schedule.
   */
  public static RunConfig counting() {
    return published()
        .withBaseChannels(16)
        .withTarget(Target.COMBINED)
        .withAugmentation(Augmentation.ROBUST)
        .withNormalisation(Normalisation.CUBE_ROOT)
        .withSchedule(Schedule.COSINE)
        .withEpochs(25)
        .withLearningRate(2e-3);
  }

  /**
   * The configuration of the model that comes with the library: as {@link #counting}, wider, and
   * trained on parts of whole fields at many magnifications, with all that {@link
   * Augmentation#WORLD} does to them. On the fields of BBBC038, all but a tenth, an epoch has 64
   * steps and the run 8,300.
   */
  public static RunConfig general() {
    return counting()
        .withBaseChannels(24)
        .withAugmentation(Augmentation.WORLD)
        .withNormalisation(Normalisation.ROBUST)
        .withEpochs(130);
  }

  /**
   * Fits a trained model to a handful of images of one kind: as {@link #general} for 40 epochs, a
   * step each for up to 16 images, at a quarter of its learning rate.
   */
  public static RunConfig fineTuning(Start start) {
    return general().withStart(start).withEpochs(40).withLearningRate(5e-4);
  }

  /**
   * A configuration by name: {@code published}, {@code baseline}, {@code attention}, {@code
   * lightweight}, {@code counting} or {@code general}.
   *
   * @throws IllegalArgumentException listing the valid names
   */
  public static RunConfig preset(String name) {
    return Names.find("preset", name, Preset.values()).config();
  }

  /** The settings that tell runs apart, in words. */
  public String label() {
    return network.title()
        + ", target "
        + target.label()
        + ", "
        + loss.label()
        + ", augmentation "
        + augmentation.label()
        + ", "
        + epochs
        + " epochs"
        + (start.isRandom() ? "" : ", from " + start.label())
        + (countingMethod.byOptions() ? "" : ", counted by " + countingMethod.label());
  }

  /** Channels of the network's first level; 0 where the library does not know them. */
  public int baseChannels() {
    return network.widths().isEmpty() ? 0 : network.widths().get(0);
  }

  /** The network this run trains. */
  public ModelConfig model() {
    return new ModelConfig(network, 1, target.channels());
  }

  /**
   * What counting needs to know of it, with the typical diameter of its cells in pixels; a model
   * that it starts from brings its own.
   */
  ModelSettings settings(double cellDiameter) {
    return new ModelSettings(
        network,
        target,
        normalisation,
        countingMethod,
        precision,
        start.settings().map(ModelSettings::cellDiameter).orElse(cellDiameter));
  }

  /** The same with another network. */
  public RunConfig withNetwork(Network network) {
    return with(c -> c.network = network);
  }

  /** The same with another width of the network. */
  public RunConfig withBaseChannels(int baseChannels) {
    return withNetwork(network.withBaseChannels(baseChannels));
  }

  /** The same with another target. */
  public RunConfig withTarget(Target target) {
    return with(c -> c.target = target);
  }

  /** The same with another loss. */
  public RunConfig withLoss(Loss loss) {
    return with(c -> c.loss = loss);
  }

  /** The same with another augmentation. */
  public RunConfig withAugmentation(Augmentation augmentation) {
    return with(c -> c.augmentation = augmentation);
  }

  /** The same with another normalisation. */
  public RunConfig withNormalisation(Normalisation normalisation) {
    return with(c -> c.normalisation = normalisation);
  }

  /** The same, counted in another way. */
  public RunConfig withCountingMethod(CountingMethod countingMethod) {
    return with(c -> c.countingMethod = countingMethod);
  }

  /** The same with another number of epochs. */
  public RunConfig withEpochs(int epochs) {
    return with(c -> c.epochs = epochs);
  }

  /** The same with another batch size. */
  public RunConfig withBatchSize(int batchSize) {
    return with(c -> c.batchSize = batchSize);
  }

  /** The same with another learning rate. */
  public RunConfig withLearningRate(double learningRate) {
    return with(c -> c.learningRate = learningRate);
  }

  /** The same with another weight decay. */
  public RunConfig withWeightDecay(double weightDecay) {
    return with(c -> c.weightDecay = weightDecay);
  }

  /** The same with another schedule. */
  public RunConfig withSchedule(Schedule schedule) {
    return with(c -> c.schedule = schedule);
  }

  /** The same with another precision. */
  public RunConfig withPrecision(Precision precision) {
    return with(c -> c.precision = precision);
  }

  /**
   * The same with other first weights; those of a model come with its network, target,
   * normalisation, way of counting and precision.
   */
  public RunConfig withStart(Start start) {
    return with(
        c -> {
          c.start = start;
          start
              .settings()
              .ifPresent(
                  model -> {
                    c.network = model.network();
                    c.target = model.target();
                    c.normalisation = model.normalisation();
                    c.countingMethod = model.countingMethod();
                    c.precision = model.precision();
                  });
        });
  }

  /** The same with another seed. */
  public RunConfig withSeed(long seed) {
    return with(c -> c.seed = seed);
  }

  private RunConfig with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** A configuration that can be changed. */
  private static final class Draft {
    Network network;
    Target target;
    Loss loss;
    Augmentation augmentation;
    Normalisation normalisation;
    CountingMethod countingMethod;
    int epochs;
    int batchSize;
    double learningRate;
    double weightDecay;
    Schedule schedule;
    Precision precision;
    Start start;
    long seed;

    Draft(RunConfig from) {
      network = from.network;
      target = from.target;
      loss = from.loss;
      augmentation = from.augmentation;
      normalisation = from.normalisation;
      countingMethod = from.countingMethod;
      epochs = from.epochs;
      batchSize = from.batchSize;
      learningRate = from.learningRate;
      weightDecay = from.weightDecay;
      schedule = from.schedule;
      precision = from.precision;
      start = from.start;
      seed = from.seed;
    }

    RunConfig finished() {
      return new RunConfig(
          network,
          target,
          loss,
          augmentation,
          normalisation,
          countingMethod,
          epochs,
          batchSize,
          learningRate,
          weightDecay,
          schedule,
          precision,
          start,
          seed);
    }
  }
}
