package org.cellcount.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.cellcount.augment.AugmentationPreset;
import org.cellcount.image.Normalisation;
import org.cellcount.loss.LossKind;
import org.cellcount.model.Architecture;
import org.cellcount.model.ModelConfig;
import org.cellcount.ops.Precision;
import org.cellcount.target.Target;

/**
 * Everything that decides how a run goes, but the data. Two runs of equal configuration, data and
 * thread count give the same weights.
 *
 * @param architecture the network
 * @param baseChannels channels of its first level, doubled at each of the four below
 * @param target what it learns
 * @param loss the loss on the foreground channel
 * @param augmentation the random changes made to training images
 * @param normalisation what is done to every image before the network sees it
 * @param epochs passes over the training images
 * @param batchSize images a step
 * @param learningRate Adam's, before the schedule
 * @param weightDecay L2 penalty added to the gradient
 * @param schedule how the learning rate moves
 * @param precision number format of the convolutions
 * @param seed of the first weights, the order of the images and the augmentation
 */
public record RunConfig(
    Architecture architecture,
    int baseChannels,
    Target target,
    LossKind loss,
    AugmentationPreset augmentation,
    Normalisation normalisation,
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    Schedule schedule,
    Precision precision,
    long seed) {

  /** What the learning rate is multiplied with on a plateau. */
  static final double PLATEAU_FACTOR = 0.5;

  /** Epochs without a better validation loss before it is. */
  static final int PLATEAU_PATIENCE = 5;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException naming the value and what was expected
   */
  public RunConfig {
    require(baseChannels >= 1, "baseChannels", baseChannels, "1 or more");
    require(epochs >= 1, "epochs", epochs, "1 or more");
    require(batchSize >= 1, "batchSize", batchSize, "1 or more");
    require(learningRate > 0 && learningRate < 10, "learningRate", learningRate, "above 0");
    require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "0 or more, below 1");
    for (Object part :
        new Object[] {
          architecture, target, loss, augmentation, normalisation, schedule, precision
        }) {
      if (part == null) {
        throw new IllegalArgumentException(
            "run configuration is incomplete: "
                + Arrays.asList(
                    architecture, target, loss, augmentation, normalisation, schedule, precision));
      }
    }
  }

  private static void require(boolean ok, String name, Number value, String expected) {
    if (!ok) {
      throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
    }
  }

  /**
   * The public project's defaults: U-Net of base 64, BCE + Dice, flips + rotation, 50 epochs of
   * batch 16, Adam at 1e-3, weight decay 1e-5.
   */
  public static RunConfig published() {
    return new RunConfig(
        Architecture.UNET,
        64,
        Target.MASK,
        LossKind.BCE_DICE,
        AugmentationPreset.FLIPS_ROTATION,
        Normalisation.NONE,
        50,
        16,
        1e-3,
        1e-5,
        Schedule.PLATEAU,
        Precision.AUTO,
        42);
  }

  /** The public project's first entry: U-Net of base 32, BCE, no augmentation. */
  public static RunConfig baseline() {
    return published()
        .withBaseChannels(32)
        .withLoss(LossKind.BCE)
        .withAugmentation(AugmentationPreset.NONE);
  }

  /** The public project's "attention" preset: 60 epochs at 5e-4 with the Tversky loss. */
  public static RunConfig attention() {
    return published()
        .withArchitecture(Architecture.ATTENTION_UNET)
        .withLoss(LossKind.TVERSKY)
        .withEpochs(60)
        .withLearningRate(5e-4);
  }

  /** The public project's "lightweight" preset: base 32, 30 epochs of batch 32. */
  public static RunConfig lightweight() {
    return published().withBaseChannels(32).withEpochs(30).withBatchSize(32).withWeightDecay(1e-4);
  }

  /**
   * The configuration of this project for counting: a U-Net of base 16 that learns the foreground
   * and the distance inside every cell, images stretched to their own percentiles with dim cells
   * lifted, augmentation that covers other microscopes and a cosine schedule.
   */
  public static RunConfig counting() {
    return published()
        .withBaseChannels(16)
        .withTarget(Target.DISTANCE)
        .withAugmentation(AugmentationPreset.ROBUST)
        .withNormalisation(Normalisation.CUBE_ROOT)
        .withSchedule(Schedule.COSINE)
        .withEpochs(25)
        .withLearningRate(2e-3);
  }

  /**
   * A configuration by name: {@code published}, {@code baseline}, {@code attention}, {@code
   * lightweight} or {@code counting}.
   *
   * @throws IllegalArgumentException listing the valid names
   */
  public static RunConfig preset(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "published" -> published();
      case "baseline" -> baseline();
      case "attention" -> attention();
      case "lightweight" -> lightweight();
      case "counting" -> counting();
      default ->
          throw new IllegalArgumentException(
              "unknown preset '"
                  + name
                  + "', expected one of published, baseline, attention, lightweight, counting");
    };
  }

  /** The settings that tell runs apart, in words. */
  public String label() {
    return String.format(
        Locale.ROOT,
        "%s %d, target %s, %s, augmentation %s, %d epochs",
        architecture.label(),
        baseChannels,
        target.label(),
        loss.label(),
        augmentation.label(),
        epochs);
  }

  /** The network this run trains. */
  public ModelConfig model() {
    return new ModelConfig(architecture, baseChannels, 1, target.channels());
  }

  /** The same with another network. */
  public RunConfig withArchitecture(Architecture architecture) {
    return with(c -> c.architecture = architecture);
  }

  /** The same with another width. */
  public RunConfig withBaseChannels(int baseChannels) {
    return with(c -> c.baseChannels = baseChannels);
  }

  /** The same with another target. */
  public RunConfig withTarget(Target target) {
    return with(c -> c.target = target);
  }

  /** The same with another loss. */
  public RunConfig withLoss(LossKind loss) {
    return with(c -> c.loss = loss);
  }

  /** The same with another augmentation. */
  public RunConfig withAugmentation(AugmentationPreset augmentation) {
    return with(c -> c.augmentation = augmentation);
  }

  /** The same with another normalisation. */
  public RunConfig withNormalisation(Normalisation normalisation) {
    return with(c -> c.normalisation = normalisation);
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
    Architecture architecture;
    int baseChannels;
    Target target;
    LossKind loss;
    AugmentationPreset augmentation;
    Normalisation normalisation;
    int epochs;
    int batchSize;
    double learningRate;
    double weightDecay;
    Schedule schedule;
    Precision precision;
    long seed;

    Draft(RunConfig from) {
      architecture = from.architecture;
      baseChannels = from.baseChannels;
      target = from.target;
      loss = from.loss;
      augmentation = from.augmentation;
      normalisation = from.normalisation;
      epochs = from.epochs;
      batchSize = from.batchSize;
      learningRate = from.learningRate;
      weightDecay = from.weightDecay;
      schedule = from.schedule;
      precision = from.precision;
      seed = from.seed;
    }

    RunConfig finished() {
      return new RunConfig(
          architecture,
          baseChannels,
          target,
          loss,
          augmentation,
          normalisation,
          epochs,
          batchSize,
          learningRate,
          weightDecay,
          schedule,
          precision,
          seed);
    }
  }
}
