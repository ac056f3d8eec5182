package org.cellcount.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cellcount.augment.Augmentation;
import org.cellcount.base.Named;
import org.cellcount.base.Require;
import org.cellcount.loss.Loss;
import org.cellcount.model.Network;
import org.cellcount.target.Target;
import org.cellcount.train.RunConfig;

/**
 * Which runs an ablation compares: the published pair and all that lies between its halves, then
 * one factor at a time around the better half.
 */
public final class Ablation {
  /** The row of the public project's first entry. */
  public static final RowName FIRST = new RowName("published", "first entry");

  /** The row of its best entry. */
  public static final RowName BEST = new RowName("published", "best entry");

  /** The factor of the rows of {@link #design}. */
  public static final String DESIGN = "width x augmentation x loss";

  /** The factor of the rows that differ in what the network learns beside the mask. */
  public static final String TARGET = "target";

  private static final List<Target> TARGETS =
      List.of(Target.MASK, Target.BORDER_CLASS, Target.DISTANCE, Target.FLOWS, Target.COMBINED);
  private static final List<Augmentation> PUBLISHED_AUGMENTATIONS =
      List.of(Augmentation.NONE, Augmentation.FLIPS_ROTATION, Augmentation.FULL);

  private Ablation() {}

  /**
   * One row of the table.
   *
   * @param factor what is varied
   * @param setting its value here
   * @param config the run
   */
  public record Entry(String factor, String setting, RunConfig config) {
    /** The name of the row. */
    public RowName name() {
      return new RowName(factor, setting);
    }
  }

  /**
   * The published pair (U-Net 32, no augmentation, BCE; U-Net 64, flips + rotation, BCE + Dice),
   * the {@link #design} between its halves, and around the better one three models, five losses and
   * three augmentations. Last, in its network and epochs, what a network can be taught about
   * touching cells, everything else as in {@link RunConfig#counting}.
   *
   * @param scale shrinks a published configuration to the time there is; identity for the published
   *     settings
   */
  public static List<Entry> published(UnaryOperator<RunConfig> scale) {
    RunConfig first = scale.apply(RunConfig.baseline());
    RunConfig best = scale.apply(RunConfig.published());
    RunConfig counting =
        RunConfig.counting()
            .withNetwork(best.network())
            .withEpochs(best.epochs())
            .withBatchSize(best.batchSize());
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(FIRST.factor(), FIRST.setting(), first));
    entries.add(new Entry(BEST.factor(), BEST.setting(), best));
    entries.addAll(design(first, best));
    entries.addAll(vary(TARGET, TARGETS, counting::withTarget));
    entries.addAll(
        vary(
            "model", Network.OURS, n -> best.withNetwork(n.withBaseChannels(best.baseChannels()))));
    entries.addAll(vary("loss", Loss.OURS, best::withLoss));
    entries.addAll(vary("augmentation", PUBLISHED_AUGMENTATIONS, best::withAugmentation));
    return entries;
  }

  /**
   * The full design of what two configurations differ in, of width, augmentation and loss: every
   * combination of the first's and the second's, eight rows. All else is as in the second.
   *
   * @throws IllegalArgumentException if they have the same width, augmentation or loss
   */
  public static List<Entry> design(RunConfig first, RunConfig second) {
    List<Entry> entries = new ArrayList<>();
    for (int corner = 0; corner < 8; corner++) {
      RunConfig width = (corner & 1) == 0 ? first : second;
      RunConfig augmentation = (corner & 2) == 0 ? first : second;
      RunConfig loss = (corner & 4) == 0 ? first : second;
      RunConfig config =
          second
              .withNetwork(width.network())
              .withAugmentation(augmentation.augmentation())
              .withLoss(loss.loss());
      String setting =
          config.baseChannels()
              + ", "
              + config.augmentation().label()
              + ", "
              + config.loss().label();
      entries.add(new Entry(DESIGN, setting, config));
    }
    long distinct = entries.stream().map(Entry::setting).distinct().count();
    Require.that(
        distinct == 8,
        "combinations of width, augmentation and loss",
        distinct,
        "8, of two widths, two augmentations and two losses");
    return entries;
  }

  /**
   * One row for each of several losses, augmentations, networks, targets or ways of counting, ours
   * or the reader's own.
   *
   * @param factor what they are, for the table
   * @param values what is varied
   * @param with puts one of them into a configuration, such as {@code config::withLoss}
   */
  public static <T extends Named> List<Entry> vary(
      String factor, List<? extends T> values, Function<T, RunConfig> with) {
    return values.stream()
        .map(value -> new Entry(factor, value.label(), with.apply(value)))
        .toList();
  }
}
